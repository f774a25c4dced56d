export interface ServerSentEvent {
  readonly event: string;
  readonly id: number | null;
  /** Each event has some of these. */
  readonly data: {
    readonly position?: number;
    readonly event?: object;
    readonly changed?: object;
    readonly postings?: readonly object[];
  };
}

const WITHIN_MS = 10_000;

/** Reads server-sent events until `enough` of them have come. @throws where the stream ends, or 10 s pass, before */
export async function readEvents(
  url: string,
  enough: (events: readonly ServerSentEvent[]) => boolean,
  headers: Record<string, string> = {},
  onOpen: () => unknown = () => {},
): Promise<readonly ServerSentEvent[]> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(WITHIN_MS) });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  await onOpen();
  return eventsOf(response, enough);
}

export async function eventsOf(
  response: Response,
  enough: (events: readonly ServerSentEvent[]) => boolean,
): Promise<readonly ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as ReadableStream<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    events.push(...blocks.filter((block) => block.includes('event: ')).map(parse));
    if (enough(events)) return events;
  }
  throw new Error(`the stream ended after ${JSON.stringify(events.map(({ event }) => event))}`);
}

function parse(block: string): ServerSentEvent {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
  const id = field('id');
  return {
    event: field('event') ?? '',
    id: id === undefined ? null : Number(id),
    data: JSON.parse(field('data') ?? ''),
  };
}
