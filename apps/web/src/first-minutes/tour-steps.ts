import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';

export interface TourStep {
  readonly title: MessageDescriptor;
  readonly text: MessageDescriptor;
  /** Selectors of what it is about: the first that is on the screen. */
  readonly anchors: readonly string[];
  /** Where that is found; it is on every screen where this is not said. */
  readonly screen?: '/';
}

export const TOUR: readonly TourStep[] = [
  {
    title: msg`Who owes whom`,
    text: msg`Each row owes each column. The sign before a figure says how sure it is: firm, conditional, an option, or no more than an intent. What was not disclosed is counted, never guessed.`,
    anchors: ['[data-tour=who-owes-whom]'],
    screen: '/',
  },
  {
    title: msg`Why`,
    text: msg`Every figure opens what is behind it: the postings, the events that made them and their sources, and whether they add up to it.`,
    anchors: ['[data-testid=cell][data-obligor=openai][data-obligee=oracle]', '[data-testid=cell]'],
    screen: '/',
  },
  {
    title: msg`What was known then`,
    text: msg`Move along the events, or play them: every screen shows what was known at that moment, and says so in another colour until you are back to live.`,
    anchors: ['.dock'],
  },
  {
    title: msg`Record something`,
    text: msg`There is a form for every kind of event. What was recorded is never overwritten: a mistake is corrected or retracted by an event of its own, and the history keeps both.`,
    anchors: ['nav a[href^="/record"]'],
  },
  {
    title: msg`Watch it, and take it along`,
    text: msg`Set a limit under Watches, as how much one party may depend on another, and every screen says when it is crossed. What a panel shows can be taken along from its own corner: as a table, as a picture, or on paper.`,
    anchors: ['[data-testid=watches-link]', '[data-testid=export]'],
  },
];
