import { chmod, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fetchJars, findJava, findMaven, KafkaUnavailable, prepareKafka } from '../src/kafka-jars.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'offtake-jars-'));
  await mkdir(path.join(home, 'bin'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

/** Stands in for an installation of another version: the programs themselves cannot be had in every version. */
async function install(name: string, script: string): Promise<string> {
  const program = path.join(home, 'bin', name);
  await writeFile(program, `#!/bin/sh\n${script}\n`);
  await chmod(program, 0o755);
  return program;
}

describe('a machine with the tools', () => {
  it('has the jars after preparing, and prepares the second time without Maven', async () => {
    const { classPath } = await prepareKafka();
    const libs = path.dirname(classPath.split(path.delimiter)[1] as string);
    expect(await readdir(libs)).toContain('kafka_2.13-4.4.0.jar');

    vi.stubEnv('MAVEN_HOME', home);
    await install('mvn', 'exit 1');
    expect((await prepareKafka()).classPath).toBe(classPath);
  }, 120_000);

  it('takes the Java of PATH where that of JAVA_HOME is too old', async () => {
    await install('java', `echo 'openjdk version "11.0.2" 2019-01-15' >&2`);
    vi.stubEnv('JAVA_HOME', home);
    expect(await findJava()).toBe('java');
  });
});

describe('a machine without them', () => {
  beforeEach(() => vi.stubEnv('PATH', ''));

  it('says that there is no Java', async () => {
    vi.stubEnv('JAVA_HOME', '');
    await expect(findJava()).rejects.toThrow(
      new KafkaUnavailable('Apache Kafka needs Java 17 or later, and none was found in JAVA_HOME or PATH.'),
    );
  });

  it('says which Java is too old', async () => {
    await install('java', `echo 'java version "1.8.0_402"' >&2`);
    vi.stubEnv('JAVA_HOME', home);
    await expect(findJava()).rejects.toThrow('Apache Kafka needs Java 17 or later, and the one found is Java 8.');
  });

  it('says that there is no Maven', async () => {
    vi.stubEnv('MAVEN_HOME', '');
    await expect(findMaven()).rejects.toThrow(KafkaUnavailable);
  });

  it('says in one line why Maven could not fetch', async () => {
    const maven = await install(
      'mvn',
      `echo '[ERROR] Unknown host repo.example -> [Help 1]'; echo '[ERROR] more'; exit 1`,
    );
    await expect(fetchJars(maven, path.join(home, 'libs'))).rejects.toThrow(
      new KafkaUnavailable('Maven could not fetch Apache Kafka: Unknown host repo.example'),
    );
  });
});
