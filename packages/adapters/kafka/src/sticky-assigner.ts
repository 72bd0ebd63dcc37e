/**
 * Who of a group reads what. kafkajs only has round-robin, which moves nearly every partition whenever a member comes
 * or goes; a moved partition costs a claim and a reload. Invariants: a topic is read by those who asked for it, whatever the leader
 * reads itself; among those who ask for the same, loads differ by at most one partition, and a member keeps what it holds as far as that
 * allows. Runs in the member that the broker chose as leader.
 */

import type { TopicPartition } from "@floorwalker/ports";
import type { GroupPartitionsAssigner } from "@platformatic/kafka";
import type { PartitionAssigner } from "kafkajs";
import kafkajs from "kafkajs";

type Key = string;
type Held = () => readonly TopicPartition[];

/** What one asks for as he joins. */
export interface Member {
  readonly topics: readonly string[];
  /** What he says he holds. */
  readonly holds: readonly Key[];
}

/** Of topics, how many partitions each has. */
type Counts = ReadonlyMap<string, number>;

/** The same for every driver: members that run on different ones are one group. */
export const STICKY = "floorwalker-sticky";
const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;

/** `joining` is called at every request to join, with which this member also tells what it holds. */
export function stickyAssigner(held: Held, joining: () => void): PartitionAssigner {
  return ({ cluster }) => {
    const countOf = (topic: string): number => {
      try {
        return cluster.findTopicPartitionMetadata(topic).length;
      } catch {
        // Nothing was heard of any topic yet.
        return 0;
      }
    };
    return {
      name: STICKY,
      version: 1,
      protocol({ topics }) {
        joining();
        const userData = joiningBytes(held(), new Map(topics.map((topic) => [topic, countOf(topic)])));
        return { name: STICKY, metadata: MemberMetadata.encode({ version: 1, topics, userData }) };
      },
      async assign({ members, topics }) {
        const joined = members.map(({ memberId, memberMetadata }) => {
          const told = MemberMetadata.decode(memberMetadata);
          return { memberId, topics: told?.topics ?? topics, userData: told?.userData ?? null };
        });
        return [...assignmentsOf(joined, countOf)].map(([memberId, keys]) => ({
          memberId,
          memberAssignment: MemberAssignment.encode({
            version: 1,
            assignment: byTopic(keys),
            userData: Buffer.alloc(0),
          }),
        }));
      },
    };
  };
}

/** The same for @platformatic/kafka. */
export const assignStickily: GroupPartitionsAssigner = (_current, members, topics, metadata) => {
  const joined = [...members].map(([memberId, { topics: own, metadata: userData }]) => ({
    memberId,
    topics: own ?? [...topics],
    userData: typeof userData === "string" ? Buffer.from(userData) : (userData ?? null),
  }));
  return [...assignmentsOf(joined, (topic) => metadata.topics.get(topic)?.partitionsCount ?? 0)].map(
    ([memberId, keys]) => ({
      memberId,
      assignments: new Map(Object.entries(byTopic(keys)).map(([topic, partitions]) => [topic, { topic, partitions }])),
    }),
  );
};

interface Joined {
  readonly memberId: string;
  readonly topics: readonly string[];
  readonly userData: Buffer | null;
}

/** `countOf`: as this leader knows it; 0: it does not, and takes the word of those who read that topic. */
function assignmentsOf(joined: readonly Joined[], countOf: (topic: string) => number) {
  const told = new Map<string, number>();
  const members = new Map<string, Member>();
  for (const { memberId, topics, userData } of joined) {
    const { holds, counts } = saidIn(userData);
    for (const [topic, count] of counts) told.set(topic, Math.max(told.get(topic) ?? 0, count));
    members.set(memberId, { topics, holds });
  }
  const all = new Set(joined.flatMap(({ topics }) => topics));
  return shareOut(new Map([...all].map((topic) => [topic, countOf(topic) || (told.get(topic) ?? 0)])), members);
}

/** Every partition to exactly one of those who asked for its topic. */
export function shareOut(counts: Counts, members: ReadonlyMap<string, Member>): ReadonlyMap<string, readonly Key[]> {
  const given = new Map<string, Key[]>([...members.keys()].map((member) => [member, []]));
  const readersOf = (topic: string): readonly string[] =>
    [...members].flatMap(([member, { topics }]) => (topics.includes(topic) ? [member] : []));
  const bySameReaders = Map.groupBy(counts, ([topic]) => JSON.stringify(readersOf(topic).toSorted()));
  for (const [named, topics] of bySameReaders) {
    const readers = JSON.parse(named) as readonly string[];
    if (readers.length === 0) continue;
    const keys = topics.flatMap(([topic, count]) =>
      Array.from({ length: count }, (_, partition) => keyOf(topic, partition)),
    );
    const shares = distribute(keys, new Map(readers.map((reader) => [reader, members.get(reader)!.holds])));
    for (const [reader, share] of shares) given.get(reader)!.push(...share);
  }
  return given;
}

/** Every key to exactly one member. What two members both say they hold stays with the first of them by name. */
export function distribute(
  all: readonly Key[],
  holdings: ReadonlyMap<string, readonly Key[]>,
): ReadonlyMap<string, readonly Key[]> {
  const members = [...holdings.keys()].toSorted();
  const free = new Set(all.toSorted());
  const given = new Map<string, Key[]>(members.map((member) => [member, []]));
  const least = Math.floor(all.length / members.length);
  let larger = all.length % members.length;
  for (const member of members) {
    const own = given.get(member)!;
    for (const key of holdings.get(member)!) {
      const room = own.length < least || (own.length === least && larger > 0);
      if (!room || !free.delete(key)) continue;
      own.push(key);
      if (own.length > least) larger -= 1;
    }
  }
  for (const key of free) {
    const [poorest] = members.toSorted((a, b) => given.get(a)!.length - given.get(b)!.length);
    given.get(poorest!)!.push(key);
  }
  return given;
}

/**
 * What a member says as it joins: what it holds, and how many partitions the topics have that it reads, which a leader that does not read
 * them cannot know. That is told as a negative partition: for a program of before it is one that there is not.
 */
export function joiningBytes(held: readonly TopicPartition[], counts: Counts): Buffer {
  const holds = held.map(({ topic, partition }) => [topic, partition]);
  return Buffer.from(
    JSON.stringify([...holds, ...[...counts].flatMap(([topic, count]) => (count > 0 ? [[topic, -count]] : []))]),
  );
}

function saidIn(userData: Buffer | null): { readonly holds: readonly Key[]; readonly counts: Counts } {
  const said =
    userData === null || userData.length === 0
      ? []
      : (JSON.parse(userData.toString()) as readonly (readonly [topic: string, number: number])[]);
  return {
    holds: said.flatMap(([topic, number]) => (number < 0 ? [] : [keyOf(topic, number)])),
    counts: new Map(said.flatMap(([topic, number]) => (number < 0 ? [[topic, -number]] : []))),
  };
}

function byTopic(keys: readonly Key[]): Record<string, number[]> {
  const topics: Record<string, number[]> = {};
  for (const key of keys) {
    const cut = key.lastIndexOf("/");
    const partitions = topics[key.slice(0, cut)] ?? [];
    partitions.push(Number(key.slice(cut + 1)));
    topics[key.slice(0, cut)] = partitions;
  }
  return topics;
}

const keyOf = (topic: string, partition: number): Key => `${topic}/${partition}`;
