import { ABOUT_EVENTS, DEAL_EVENTS, PARTY_EVENTS } from '@offtake/deals/events';
import { z } from 'zod';

const text = (description: string) => ({ type: 'string', description });

/** AsyncAPI 3 of the topic: CloudEvents 1.0 in binary mode, a message for each type of event. */
export function asyncApi(): object {
  const types = { ...DEAL_EVENTS, ...PARTY_EVENTS, ...ABOUT_EVENTS };
  const messages = Object.entries(types).map(([type, data]) => [type, messageOf(type, data)]);
  return {
    asyncapi: '3.0.0',
    info: { title: 'Offtake: the log of recorded events', version: '1' },
    defaultContentType: 'application/json',
    channels: {
      events: {
        address: 'offtake.events',
        description: 'Key: the book. Each book stands in one partition, in the order of its positions, without gaps.',
        messages: Object.fromEntries(messages),
      },
    },
    operations: { follow: { action: 'receive', channel: { $ref: '#/channels/events' } } },
  };
}

function messageOf(type: string, data: z.ZodType): object {
  return {
    name: type,
    contentType: 'application/json',
    bindings: { kafka: { key: text('the book') } },
    headers: { type: 'object', required: Object.keys(HEADERS), properties: { ...HEADERS, ce_type: { const: type } } },
    payload: {
      type: 'object',
      required: ['actor', 'announcedOn', 'data', 'effectiveOn', 'evidence', 'schemaVersion'],
      properties: {
        actor: text('who recorded it'),
        announcedOn: { type: 'string', format: 'date' },
        effectiveOn: { type: 'string', format: 'date' },
        causationId: { type: ['string', 'null'] },
        correlationId: { type: ['string', 'null'] },
        data: schemaOf(data, type),
        evidence: { type: 'array', items: { type: 'object' } },
        reason: text('of a correction or a retraction'),
        schemaVersion: { type: 'integer' },
      },
    },
  };
}

/** Its definitions stand within it, so its references have to say where that is. */
function schemaOf(data: z.ZodType, type: string): object {
  const here = `#/channels/events/messages/${type}/payload/properties/data/$defs/`;
  const { $schema: _, ...schema } = z.toJSONSchema(data, { io: 'input' });
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', `"${here}`)) as object;
}

const HEADERS = {
  ce_specversion: { const: '1.0' },
  ce_id: { type: 'string', format: 'uuid' },
  ce_type: text('the type of the event'),
  ce_source: text('/books/<book>'),
  ce_subject: text('the stream: deal/<slug> or party/<slug>'),
  ce_time: text('when it was recorded: microseconds, UTC'),
  ce_position: text('its number in the book'),
  ce_version: text('its number in the stream'),
  ce_schemaversion: text('the version of the shape of its data'),
  ce_actor: text('who recorded it'),
  ce_hash: text('SHA-256 of the chain up to it, lower hex'),
  ce_prevhash: text('the hash of the event before it; 64 zeros for the first'),
};
