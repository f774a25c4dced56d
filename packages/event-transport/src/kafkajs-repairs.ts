import { createRequire } from 'node:module';

/** Two faults of kafkajs 2.2.4 that its settings cannot cure. The version is pinned, and tests show both repairs. */
export function repairKafkajs(): void {
  stopIdleTimers();
  surviveWithoutBrokers();
}

const kafkajs = createRequire(import.meta.url);

/**
 * Every connection sets a timer with a negative time after every answer, and again each time it fires: Node warns of it,
 * and an idle client wakes a thousand times a second. The timer is of use only to requests that wait.
 */
function stopIdleTimers(): void {
  const { prototype } = kafkajs('kafkajs/src/network/requestQueue') as {
    prototype: { readonly pending: readonly unknown[]; scheduleCheckPendingRequests(): void };
  };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (): void {
    if (this.pending.length > 0) schedule.call(this);
  };
}

/**
 * A consumer that has lost its last broker gives up at once, where it would otherwise wait for one. The member that takes
 * its place has to wait until the session of the old one has ended: 10 s of silence after every second crash of a
 * broker that is alone. Fetching from a broker that is none makes it look for brokers, as often as it may.
 */
function surviveWithoutBrokers(): void {
  const { prototype } = kafkajs('kafkajs/src/consumer/consumerGroup') as {
    prototype: { getNodeIds(): readonly string[] };
  };
  const nodeIds = prototype.getNodeIds;
  prototype.getNodeIds = function (): readonly string[] {
    const known = nodeIds.call(this);
    return known.length > 0 ? known : ['none'];
  };
}
