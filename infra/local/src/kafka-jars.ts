import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** Apache Kafka cannot run here; the message is one sentence that says why. */
export class KafkaUnavailable extends Error {
  override readonly name = 'KafkaUnavailable';
}

export interface KafkaInstallation {
  /** The `java` to start the broker with. */
  readonly java: string;
  /** What goes after `java -cp`. */
  readonly classPath: string;
}

const KAFKA_FOLDER = path.join(import.meta.dirname, '../../kafka');
const OLDEST_JAVA = 17;
const VERSION_TIMEOUT_MS = 20_000;
/** About 43 MB are fetched the first time. */
const MAVEN_TIMEOUT_MS = 5 * 60_000;

const run = promisify(execFile);

/**
 * Has the broker's jars at hand: Maven resolves infra/kafka/pom.xml into infra/kafka/target/libs, once for each content
 * of the pom. Several processes may do so at the same time.
 * @throws {KafkaUnavailable}
 */
export async function prepareKafka(): Promise<KafkaInstallation> {
  const java = await findJava();
  const libs = path.join(KAFKA_FOLDER, 'target/libs');
  const installation = { java, classPath: [KAFKA_FOLDER, path.join(libs, '*')].join(path.delimiter) };
  const pom = createHash('sha256')
    .update(await readFile(path.join(KAFKA_FOLDER, 'pom.xml')))
    .digest('hex');
  if ((await stampOf(libs)) === pom) return installation;

  // Into a folder of our own, then moved as a whole: nobody ever sees half of it.
  const own = path.join(KAFKA_FOLDER, `target/libs-${process.pid}`);
  const old = `${own}-old`;
  try {
    await fetchJars(await findMaven(), own);
    await writeFile(path.join(own, STAMP), pom);
    if ((await stampOf(libs)) === pom) return installation;
    await rename(libs, old).catch(() => {});
    await rename(own, libs).catch(async (error: unknown) => {
      if ((await stampOf(libs)) !== pom) throw error;
    });
  } finally {
    await Promise.all([own, old].map((folder) => rm(folder, { recursive: true, force: true })));
  }
  return installation;
}

/**
 * The first of JAVA_HOME and PATH that is Java 17 or later.
 * @throws {KafkaUnavailable}
 */
export async function findJava(): Promise<string> {
  const seen: string[] = [];
  for (const java of candidates('JAVA_HOME', 'java')) {
    const version = /version "(?:1\.)?(\d+)/.exec(await answerOf(java, '-version'))?.[1];
    if (version && Number(version) >= OLDEST_JAVA) return java;
    if (version) seen.push(version);
  }
  const instead =
    seen.length === 0 ? 'none was found in JAVA_HOME or PATH' : `the one found is Java ${seen.join(', ')}`;
  throw new KafkaUnavailable(`Apache Kafka needs Java ${OLDEST_JAVA} or later, and ${instead}.`);
}

/**
 * `mvn` of MAVEN_HOME or PATH.
 * @throws {KafkaUnavailable}
 */
export async function findMaven(): Promise<string> {
  for (const maven of candidates('MAVEN_HOME', 'mvn')) {
    if ((await answerOf(maven, '-version')).includes('Apache Maven')) return maven;
  }
  throw new KafkaUnavailable('Maven fetches Apache Kafka, and no mvn was found in MAVEN_HOME or PATH.');
}

/**
 * Lets Maven copy the broker's jars into a folder.
 * @throws {KafkaUnavailable}
 */
export async function fetchJars(maven: string, folder: string): Promise<void> {
  const pom = path.join(KAFKA_FOLDER, 'pom.xml');
  try {
    await run(maven, ['-B', '-q', '-f', pom, `-Dlibs=${folder}`, 'package'], { timeout: MAVEN_TIMEOUT_MS });
  } catch (error) {
    throw new KafkaUnavailable(`Maven could not fetch Apache Kafka: ${reasonOf(error)}`);
  }
}

const STAMP = '.pom-sha256';

async function stampOf(libs: string): Promise<string | null> {
  return readFile(path.join(libs, STAMP), 'utf8').catch(() => null);
}

function reasonOf(error: unknown): string {
  const { stdout = '', killed, message } = error as { stdout?: string; killed?: boolean; message: string };
  if (killed) return `it did not end within ${MAVEN_TIMEOUT_MS / 60_000} minutes.`;
  const first = stdout.split('\n').find((line) => line.includes('[ERROR]')) ?? message;
  return first.replace(/^.*\[ERROR\]\s*/, '').split(' -> ')[0] ?? message;
}

function candidates(home: string, name: string): string[] {
  const folder = process.env[home];
  return folder ? [path.join(folder, 'bin', name), name] : [name];
}

async function answerOf(program: string, argument: string): Promise<string> {
  try {
    const { stdout, stderr } = await run(program, [argument], { timeout: VERSION_TIMEOUT_MS });
    return stdout + stderr;
  } catch {
    return '';
  }
}
