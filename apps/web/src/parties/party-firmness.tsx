import { Trans } from '@lingui/react/macro';
import type { ExposureRow } from '../api/shapes.ts';
import { FirmnessPanel } from '../firmness/firmness-panel.tsx';
import { DenominationPicker, useDenominations } from './denomination-picker.tsx';

interface PartyFirmnessProps {
  readonly party: string;
  readonly rows: readonly ExposureRow[];
}

/** From headline to firm, of what the party owes and of what it is owed: the two are never mixed. */
export function PartyFirmness({ party, rows }: PartyFirmnessProps) {
  const { groups, chosen } = useDenominations([party], rows);
  if (!chosen) return null;
  const { kind, unit } = chosen;
  const of = rows.filter((row) => row.kind === kind && row.unit === unit);
  const owed = of.filter((row) => row.obligor === party);
  const due = of.filter((row) => row.obligee === party);
  return (
    <div className="grid min-w-0 gap-3">
      <DenominationPicker groups={groups} chosen={chosen} />
      <div className={`grid min-w-0 items-start gap-4 ${owed.length > 0 && due.length > 0 ? 'lg:grid-cols-2' : ''}`}>
        {owed.length > 0 ? (
          <FirmnessPanel
            title={<Trans>Owes: from headline to firm</Trans>}
            rows={owed}
            where={{ kind, unit, obligor: party }}
          />
        ) : null}
        {due.length > 0 ? (
          <FirmnessPanel
            title={<Trans>Is owed: from headline to firm</Trans>}
            rows={due}
            where={{ kind, unit, obligee: party }}
          />
        ) : null}
      </div>
    </div>
  );
}
