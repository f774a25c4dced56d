/** An event as the ledger keeps it. The store knows its place and its hash, and nothing of what its body means. */
export interface RecordedEvent {
  readonly book: string;
  /** The number of the event in its book: 1, 2, 3 … without gaps, in the order of commits. */
  readonly position: number;
  /** What the event is about, for example `deal/openai-aws`. */
  readonly stream: string;
  /** The number of the event in its stream: 1, 2, 3 … without gaps. */
  readonly version: number;
  /** A UUID in lower case. */
  readonly id: string;
  readonly type: string;
  /** The RFC 8785 text, exactly as it was hashed. */
  readonly body: string;
  /** `2026-11-24T01:02:03.456789Z`. Never decreases with the position, so its text may be compared. */
  readonly recordedAt: string;
  /** Lower hex, 64 digits. */
  readonly hash: string;
  /** The hash of the event before it; 64 zeros for the first. */
  readonly prevHash: string;
}

/** An event that is to be recorded. Position, version, time and hash are the store's to give. */
export interface NewEvent {
  /** A UUID (version 7). */
  readonly id: string;
  readonly type: string;
  /** RFC 8785 text (`canonicalBody` makes it), at most `MAX_BODY_BYTES` of UTF-8. */
  readonly body: string;
}

export const MAX_BODY_BYTES = 256 * 1024;
