import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { BookEvent } from '../api/shapes.ts';
import { scrollingMain } from '../design/scrolling-main.ts';
import { FeedRow } from './feed-row.tsx';

const ROW_HEIGHT_PX = 76;

/** The events in sight; the rest is height. What arrives while the reader looks is marked for a moment. */
export function FeedList({ events }: { readonly events: readonly BookEvent[] }) {
  const list = useRef<HTMLOListElement>(null);
  // What is older than the first look is not news.
  const [seenBefore] = useState(() => Math.max(0, ...events.map((event) => event.position)));
  const virtual = useVirtualizer({
    count: events.length,
    getScrollElement: scrollingMain,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 10,
    scrollMargin: list.current?.offsetTop ?? 0,
    getItemKey: (index) => events[index]?.position ?? index,
  });
  return (
    <ol ref={list} className="relative" style={{ height: virtual.getTotalSize() }}>
      {virtual.getVirtualItems().map(({ index, start, key }) => {
        const event = events[index];
        if (!event) return null;
        return (
          <li
            key={key}
            ref={virtual.measureElement}
            data-index={index}
            data-testid="feed-row"
            data-position={event.position}
            className={`absolute inset-x-0 top-0 border-b border-line ${event.position > seenBefore ? 'arriving' : ''}`}
            style={{ transform: `translateY(${start - virtual.options.scrollMargin}px)` }}
          >
            <FeedRow event={event} />
          </li>
        );
      })}
    </ol>
  );
}
