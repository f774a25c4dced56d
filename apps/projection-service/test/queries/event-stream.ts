export interface ServerSentEvent {
  readonly event: string;
  readonly id: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: each event has a shape of its own
  readonly data: any;
}

/** Reads server-sent events until `enough` of them have come. @throws where the stream ends, or 10 s pass, before */
export async function readEvents(
  url: string,
  enough: (events: readonly ServerSentEvent[]) => boolean,
  headers: Record<string, string> = {},
  onOpen: () => unknown = () => {},
): Promise<readonly ServerSentEvent[]> {
  const events: ServerSentEvent[] = [];
  const stop = AbortSignal.timeout(10_000);
  const response = await fetch(url, { headers, signal: stop });
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  await onOpen();
  let text = '';
  for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(
    new TextDecoderStream() as never,
  )) {
    text += chunk as unknown as string;
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
