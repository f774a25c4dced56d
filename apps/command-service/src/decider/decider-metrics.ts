import { Counter, Histogram } from 'prom-client';

export const answered = new Counter({
  name: 'offtake_commands_total',
  help: 'Commands on which a decision became final, by answer',
  labelNames: ['answer'],
});

export const decidedAgain = new Counter({
  name: 'offtake_commands_decided_again_total',
  help: 'Decisions that did not stand, because what they rested on had moved',
});

export const unreadable = new Counter({
  name: 'offtake_commands_unreadable_total',
  help: 'Commands turned away because an event of their book cannot be read',
});

export const appendSeconds = new Histogram({
  name: 'offtake_append_seconds',
  help: 'Time that one append of a batch takes',
  buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
});

export const batchSize = new Histogram({
  name: 'offtake_append_commands',
  help: 'Commands in one append',
  buckets: [1, 2, 5, 10, 20, 50, 100, 250],
});
