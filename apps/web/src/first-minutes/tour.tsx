import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useId, useRef } from 'react';
import { keepPlace } from '../app/place.ts';
import { Icon } from '../design/icon.tsx';
import { goToStep, leaveTour } from './tour-place.ts';
import { TOUR } from './tour-steps.ts';
import { useTourAnchor } from './use-tour-anchor.ts';

const FOCUSABLE = 'a[href], button, [tabindex="0"]';

/** One step of the tour, beside what it is about. The page stays usable: what is said can be tried at once. */
export function Tour({ step: number }: { readonly step: number }) {
  const { t, i18n } = useLingui();
  const id = useId();
  const card = useRef<HTMLDivElement>(null);
  const step = TOUR[number] ?? TOUR[0];
  const anchor = useTourAnchor(step?.anchors ?? []);
  useTourFocus(card, number);
  useLeavingByEscape();
  if (!step) return null;
  const isLast = number === TOUR.length - 1;
  const tryIt = () => (anchor?.matches(FOCUSABLE) ? anchor : anchor?.querySelector(FOCUSABLE));
  return (
    // A new card for each step: the browser would go on trying the place that the one before it had.
    <div
      key={number}
      ref={card}
      role="dialog"
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      data-testid="tour"
      tabIndex={-1}
      className="tour-card no-print rounded-lg bg-raised p-4 shadow-sheet"
    >
      <div className="flex items-start justify-between gap-3">
        <h2 id={`${id}title`} className="text-section font-semibold">
          {i18n._(step.title)}
          <span className="sr-only">
            {' '}
            <Trans>
              (step {number + 1} of {TOUR.length})
            </Trans>
          </span>
        </h2>
        <button
          type="button"
          className="button button-quiet -mt-1 -mr-2"
          aria-label={t`Leave the tour`}
          onClick={leaveTour}
        >
          <Icon name="close" />
        </button>
      </div>
      <p id={`${id}text`} className="mt-1 text-body text-soft">
        {i18n._(step.text)}
      </p>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
        <ol aria-hidden className="flex gap-1.5">
          {TOUR.map((each, at) => (
            <li
              key={each.title.id}
              className={`size-2 rounded-full border border-rule ${at === number ? 'bg-accent' : ''}`}
            />
          ))}
        </ol>
        <div className="ml-auto flex flex-wrap gap-2">
          {anchor ? (
            <button
              type="button"
              className="button button-quiet"
              onClick={() => (tryIt() as HTMLElement | null)?.focus()}
            >
              <Trans>Try it</Trans>
            </button>
          ) : null}
          {number > 0 ? (
            <button type="button" className="button" onClick={() => goToStep(number - 1)}>
              <Trans>Back</Trans>
            </button>
          ) : null}
          <button
            type="button"
            className="button button-strong"
            onClick={() => (isLast ? leaveTour() : goToStep(number + 1))}
          >
            {isLast ? <Trans>Done</Trans> : <Trans>Next</Trans>}
          </button>
        </div>
      </div>
    </div>
  );
}

/** Each step takes the focus, on the screen that it is about; when the tour is left, it goes back to where it was. */
function useTourFocus(card: React.RefObject<HTMLDivElement | null>, number: number): void {
  const navigate = useNavigate();
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      const back = before?.isConnected && before !== document.body ? before : document.querySelector('#main');
      (back as HTMLElement | null)?.focus({ preventScroll: true });
    };
  }, []);
  const show = useEffectEvent(async () => {
    const screen = TOUR[number]?.screen;
    if (screen && location.pathname !== screen) await navigate({ to: screen, search: keepPlace() });
    card.current?.focus({ preventScroll: true });
  });
  useEffect(() => {
    if (number >= 0) void show();
  }, [number]);
}

/** Also from beside the card; but what lies over the page closes first. */
function useLeavingByEscape(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const others = document.querySelectorAll('[role="dialog"]:not([data-testid="tour"]), [role="alertdialog"]');
      if (event.key !== 'Escape' || event.defaultPrevented || others.length > 0) return;
      event.preventDefault();
      leaveTour();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
}
