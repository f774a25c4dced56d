import type { CSSProperties, KeyboardEvent, ReactNode } from 'react';
import { useSetUrl, useUrl } from '../app/place.ts';
import { printSelection, type Selection } from '../explain/selection.ts';
import type { Marks } from './use-marks.ts';

interface MarkProps {
  readonly marks: Marks;
  /** Which of the marks it is. */
  readonly id: string;
  /** What it says: whose, how much, in which unit, how sure. */
  readonly name: string;
  /** What it opens: the postings behind its figure. */
  readonly selection: Selection;
  /** The place on the known axis at which it is opened, where that is another than the screen's. */
  readonly knownAt?: string | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}

/** What else a mark says of itself, for its looks and for tests. */
interface WithData {
  readonly [data: `data-${string}`]: string | boolean | undefined;
}

/** A mark inside an SVG: says its figure, and opens what is behind it. */
export function SvgMark(props: MarkProps & WithData) {
  const { marks, id, name, selection, knownAt, className = '', children, ...data } = props;
  const { isOpen, open } = useOpening(selection, knownAt);
  const { onKeyDown, ...mark } = marks.propsOf(id);
  const onKey = (event: KeyboardEvent<Element>) => {
    if (event.key !== 'Enter' && event.key !== ' ') return onKeyDown(event);
    event.preventDefault();
    open();
  };
  return (
    <g
      role="button"
      aria-label={name}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      className={`mark ${className}`}
      onClick={open}
      onKeyDown={onKey}
      {...data}
      {...mark}
    >
      <title>{name}</title>
      {children}
    </g>
  );
}

interface BoxMarkProps extends MarkProps, WithData {
  readonly style?: CSSProperties;
}

/** The same as an element of the page. */
export function BoxMark({ marks, id, name, selection, knownAt, className = '', children, ...rest }: BoxMarkProps) {
  const { isOpen, open } = useOpening(selection, knownAt);
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      className={`mark ${className}`}
      onClick={open}
      {...rest}
      {...marks.propsOf(id)}
    >
      {children}
    </button>
  );
}

function useOpening(selection: Selection, knownAt: string | undefined) {
  const { sel } = useUrl();
  const setUrl = useSetUrl();
  const key = printSelection(selection);
  return { isOpen: sel === key, open: () => void setUrl({ sel: key, ...(knownAt ? { knownAt } : {}) }, false) };
}
