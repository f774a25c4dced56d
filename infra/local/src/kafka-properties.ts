/** server.properties of a broker that is its own controller, alone on 127.0.0.1. */
export function serverProperties(folder: string, ports: { broker: number; controller: number }): string {
  const settings: Record<string, string | number | boolean> = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'controller.listener.names': 'CONTROLLER',
    listeners: `PLAINTEXT://127.0.0.1:${ports.broker},CONTROLLER://127.0.0.1:${ports.controller}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${ports.broker}`,
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': folder.replaceAll('\\', '/'),

    'auto.create.topics.enable': false,
    'log.retention.ms': -1,
    'log.retention.bytes': -1,
    // There is no replica: what is acknowledged must be on this disk.
    'log.flush.interval.messages': 1,

    // One of everything: the defaults are for a cluster and make the first consumer wait.
    'offsets.topic.num.partitions': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,

    // After kill -9 the controller remembers the broker as alive until its session ends, and refuses its return until
    // then: 12 s with the defaults, about 4 s with these.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,

    // For two cores and 512 MB. Without the last, an idle broker writes its metadata log twice a second.
    'num.network.threads': 2,
    'num.io.threads': 2,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 4 * 1024 * 1024,
    'metadata.max.idle.interval.ms': 0,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
