import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { type Concentration, type ConcentrationShare, concentrationRead, type Side } from '../api/concentration.ts';
import type { LegKind } from '../api/shapes.ts';
import { useCurrentBook } from '../app/current-book.tsx';
import { Figure, Figures } from '../design/figure.tsx';
import { Panel } from '../design/panel.tsx';
import { Section } from '../design/section.tsx';
import { ExplainedAmount } from '../explain/explained-amount.tsx';
import type { Selection } from '../explain/selection.ts';
import { COUNTED, InternalFold } from '../flows/internal-flows.tsx';
import { DisputedMark } from '../numbers/disputed-mark.tsx';
import { concentrationLevel, measure, percent } from '../numbers/format-ratio.ts';
import { useConsolidate } from '../parties/group-choice.tsx';
import { PartyLink } from '../parties/party-link.tsx';
import { useCoordinates } from '../time/coordinates.ts';
import { CONCENTRATION_WORDS, SIDE_TITLES } from '../words/read-model-words.ts';
import { useWords } from '../words/use-words.ts';
import { KIND_WORDS } from '../words/vocabulary.ts';
import { concentrationSheet } from './concentration-sheet.ts';
import { OverTime } from './over-time-panel.tsx';

interface ConcentrationPanelProps {
  readonly party: string;
  readonly side: Side;
  readonly kind: LegKind;
  readonly unit: string;
}

/** On how few counterparties one side of a party hangs. */
export function ConcentrationPanel({ party, side, kind, unit }: ConcentrationPanelProps) {
  const { book } = useCurrentBook();
  const { word } = useWords();
  const consolidate = useConsolidate();
  const reading = useQuery(concentrationRead(book, useCoordinates(), { party, side, kind, unit, consolidate }));
  const grouped = consolidate ? { consolidate } : {};
  const where: Selection = { kind, unit, account: ['performed', 'firm'], [side]: party, ...grouped };
  return (
    <Section
      testId={`concentration-${side}`}
      title={word(SIDE_TITLES, side)}
      note={
        <Trans>
          {word(KIND_WORDS, kind)} · {unit} · firm and performed
        </Trans>
      }
      sheet={reading.data && (() => concentrationSheet(party, reading.data))}
    >
      <Panel
        reading={reading}
        isEmpty={({ shares, internal }) => shares.length + internal.length === 0}
        empty={
          <Trans>
            Nothing is firm or performed on this side. Each counterparty with a firm leg, or one that was performed, has
            its share here.
          </Trans>
        }
      >
        {(concentration) => (
          <>
            <Measures concentration={concentration} />
            <Shares concentration={concentration} where={where} />
            <OverTime side={side} where={where} />
            <InternalFold flows={concentration.internal} account={COUNTED} />
          </>
        )}
      </Panel>
    </Section>
  );
}

function Measures({
  concentration: { hhi, effectiveNumber, top1, top3, total },
}: {
  readonly concentration: Concentration;
}) {
  const { i18n } = useLingui();
  const { word } = useWords();
  const said = (text: string | null, print: (locale: string, text: string) => string) =>
    text === null ? <span className="text-soft">–</span> : print(i18n.locale, text);
  return (
    <>
      <Figures>
        <Figure
          testId="hhi"
          name={
            <abbr title="Herfindahl-Hirschman index" className="no-underline">
              HHI
            </abbr>
          }
          meaning={hhi === null ? null : word(CONCENTRATION_WORDS, concentrationLevel(hhi))}
        >
          {said(hhi, measure)}
        </Figure>
        <Figure
          testId="effective-number"
          name={<Trans>Effective number</Trans>}
          meaning={<Trans>of equal parties</Trans>}
        >
          {said(effectiveNumber, measure)}
        </Figure>
        <Figure testId="top1" name={<Trans>Largest</Trans>}>
          {said(top1, percent)}
        </Figure>
        <Figure testId="top3" name={<Trans>Three largest</Trans>}>
          {said(top3, percent)}
        </Figure>
      </Figures>
      {total.unstated > 0 ? (
        <p className="px-4 pb-2 text-soft">
          <Plural
            value={total.unstated}
            one="# undisclosed amount has no share: how much it is is unknown."
            other="# undisclosed amounts have no share: how much they are is unknown."
          />
        </p>
      ) : null}
    </>
  );
}

interface SharesProps {
  readonly concentration: Concentration;
  readonly where: Selection;
}

function Shares({ concentration: { shares, total, side, unit }, where }: SharesProps) {
  const other = side === 'obligor' ? 'obligee' : 'obligor';
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="sr-only">
        <Trans>Shares of the counterparties, the largest first</Trans>
      </caption>
      <thead className="text-label text-faint">
        <tr>
          <th scope="col" className="px-4 py-1 text-left font-medium">
            <Trans>Counterparty</Trans>
          </th>
          <th scope="col" className="py-1 text-right font-medium">
            <Trans>Share</Trans>
          </th>
          <th scope="col" className="px-4 py-1 text-right font-medium">
            {unit}
          </th>
        </tr>
      </thead>
      <tbody>
        {shares.map((share) => (
          <ShareRow key={share.party} share={share} where={{ ...where, [other]: share.party }} />
        ))}
      </tbody>
      <tfoot className="font-semibold">
        <tr>
          <th scope="row" colSpan={2} className="px-4 py-2 text-left align-top font-semibold">
            <Trans>Total</Trans>
          </th>
          <td className="px-4 py-1.5 align-top">
            <span className="double-rule-below grid justify-items-end pb-0.5">
              <ExplainedAmount amount={total} selection={where} />
            </span>
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function ShareRow({ share, where }: { readonly share: ConcentrationShare; readonly where: Selection }) {
  const { i18n } = useLingui();
  return (
    <tr data-testid="share" data-party={share.party}>
      <th scope="row" className="w-full border-b border-line px-4 py-2 text-left align-top font-normal">
        <span className="grid gap-x-4 gap-y-1.5 sm:grid-cols-[8rem_minmax(0,1fr)] sm:items-center">
          <span>
            <PartyLink party={share.party} />
            <DisputedMark disputed={share.disputed} />
          </span>
          <span aria-hidden className="block h-4 rounded-sm bg-sunken">
            <span className="block h-full rounded-sm bg-firm" style={{ width: `${Number(share.share ?? 0) * 100}%` }} />
          </span>
        </span>
      </th>
      <td className="border-b border-line py-2 text-right align-top whitespace-nowrap">
        {share.share === null || (share.stated === '0' && share.unstated > 0) ? (
          <span className="text-soft">
            <Trans>unknown</Trans>
          </span>
        ) : (
          percent(i18n.locale, share.share)
        )}
      </td>
      <td className="border-b border-line px-4 py-1.5 text-right align-top">
        <ExplainedAmount amount={share} selection={where} />
      </td>
    </tr>
  );
}
