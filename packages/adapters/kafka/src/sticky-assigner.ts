/**
 * Who of a group reads what. kafkajs only has round-robin, which moves nearly every partition whenever a member comes
 * or goes; a moved partition costs a claim and a reload. Invariants: loads differ by at most one partition, and a member
 * keeps what it holds as far as that allows. Runs in the member that the broker chose as leader.
 */

import type { TopicPartition } from "@floorwalker/ports";
import type { GroupPartitionsAssigner } from "@platformatic/kafka";
import type { PartitionAssigner } from "kafkajs";
import kafkajs from "kafkajs";

type Key = string;
type Held = () => readonly TopicPartition[];

/** The same for every driver: members that run on different ones are one group. */
export const STICKY = "floorwalker-sticky";
const { MemberMetadata, MemberAssignment } = kafkajs.AssignerProtocol;

/** `joining` is called at every request to join, with which this member also tells what it holds. */
export function stickyAssigner(held: Held, joining: () => void): PartitionAssigner {
  return ({ cluster }) => ({
    name: STICKY,
    version: 1,
    protocol({ topics }) {
      joining();
      const userData = holdingBytes(held());
      return { name: STICKY, metadata: MemberMetadata.encode({ version: 1, topics, userData }) };
    },
    async assign({ members, topics }) {
      const all = topics.flatMap((topic) =>
        cluster.findTopicPartitionMetadata(topic).map(({ partitionId }) => keyOf(topic, partitionId)),
      );
      const holdings = new Map(
        members.map(({ memberId, memberMetadata }) => [
          memberId,
          holdingOf(MemberMetadata.decode(memberMetadata)?.userData ?? null),
        ]),
      );
      return [...distribute(all, holdings)].map(([memberId, keys]) => ({
        memberId,
        memberAssignment: MemberAssignment.encode({ version: 1, assignment: byTopic(keys), userData: Buffer.alloc(0) }),
      }));
    },
  });
}

/** The same for @platformatic/kafka. */
export const assignStickily: GroupPartitionsAssigner = (_current, members, topics, metadata) => {
  const all = [...topics].flatMap((topic) =>
    Array.from({ length: metadata.topics.get(topic)?.partitionsCount ?? 0 }, (_, partition) => keyOf(topic, partition)),
  );
  const holdings = new Map(
    [...members].map(([memberId, { metadata: userData }]) => [
      memberId,
      holdingOf(typeof userData === "string" ? Buffer.from(userData) : (userData ?? null)),
    ]),
  );
  return [...distribute(all, holdings)].map(([memberId, keys]) => ({
    memberId,
    assignments: new Map(Object.entries(byTopic(keys)).map(([topic, partitions]) => [topic, { topic, partitions }])),
  }));
};

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

/** What a member says it holds. */
export const holdingBytes = (held: readonly TopicPartition[]): Buffer =>
  Buffer.from(JSON.stringify(held.map(({ topic, partition }) => [topic, partition])));

function holdingOf(userData: Buffer | null): readonly Key[] {
  if (userData === null || userData.length === 0) return [];
  const holding = JSON.parse(userData.toString()) as readonly (readonly [string, number])[];
  return holding.map(([topic, partition]) => keyOf(topic, partition));
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
