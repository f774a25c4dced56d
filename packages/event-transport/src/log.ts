/** Takes what an adapter has to say: `debug` is for looking into a case, `warn` for what an operator should know. */
export type Log = (level: 'debug' | 'info' | 'warn', message: string, detail?: object) => void;

export const silent: Log = () => {};
