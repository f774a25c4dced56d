import type { Evidence } from '../api/shapes.ts';
import { useWords } from '../words/use-words.ts';
import { TIER_WORDS } from '../words/vocabulary.ts';

/** Who says so: publisher, tier, title and the words themselves. */
export function SourceLine({ source }: { readonly source: Evidence }) {
  const { word, day } = useWords();
  const title = source.title ?? source.publisher;
  return (
    <div className="min-w-0 text-soft [overflow-wrap:anywhere]">
      <span className="mr-2 rounded-sm bg-sunken px-1.5 py-0.5 text-label font-medium">
        {word(TIER_WORDS, source.tier)}
      </span>
      {source.url ? (
        <a href={source.url} rel="noreferrer noopener" target="_blank" className="linklike">
          {title}
        </a>
      ) : (
        title
      )}
      {source.title ? `, ${source.publisher}` : null}
      {source.publishedOn ? `, ${day(source.publishedOn)}` : null}
      {source.excerpt ? <q className="mt-0.5 block border-l-2 border-line pl-3 text-ink">{source.excerpt}</q> : null}
    </div>
  );
}
