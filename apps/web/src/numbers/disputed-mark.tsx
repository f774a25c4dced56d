import { Trans, useLingui } from '@lingui/react/macro';

/** Says of a number, or a thing, that sources disagree about it: in words, never by colour alone. */
export function DisputedMark({
  disputed,
  block = false,
}: {
  readonly disputed?: boolean | undefined;
  readonly block?: boolean;
}) {
  const { t } = useLingui();
  if (!disputed) return null;
  return (
    <>
      {/* So that it is read as a word of its own. */}{' '}
      <span
        data-testid="disputed"
        title={t`Sources disagree about an event behind this.`}
        className={`rounded-sm bg-warn-wash px-1.5 text-label font-medium text-warn ${block ? 'ml-auto block w-fit' : 'ml-2 inline-block'}`}
      >
        <Trans>disputed</Trans>
      </span>
    </>
  );
}
