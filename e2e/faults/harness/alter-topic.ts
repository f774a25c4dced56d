import { openClient, TOPIC } from '@offtake/event-transport/kafka-client';
import kafkajs from 'kafkajs';

const RETRIES = 3;

/** Sets what the broker keeps of the topic. */
export async function alterTopic(brokers: string, settings: Readonly<Record<string, string>>): Promise<void> {
  const client = openClient({ brokers: [brokers] }, RETRIES);
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: TOPIC, configEntries }];
    await admin.alterConfigs({ validateOnly: false, resources });
  } finally {
    client.abandon();
  }
}
