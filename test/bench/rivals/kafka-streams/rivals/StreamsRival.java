package rivals;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * The fair job on Kafka Streams: the processor API (cheaper than the DSL), stores in memory with their changelogs,
 * exactly_once_v2. The topic is partitioned by site, so a contact needs no second topic. Panes still open at the end are read
 * from the changelog. Arguments: brokers topic partitions events share-of-warm-up commit-ms folder.
 */
public final class StreamsRival {
  private static final long LIMIT_MS = 600_000;
  private static final int CACHE_BYTES = 64 << 20;
  private static volatile long duplicates;

  private record Due(long at, String contact) {}

  private static final class Join implements Processor<byte[], byte[], String, byte[]> {
    private final ArrayDeque<Due> over = new ArrayDeque<>();
    private final TreeMap<Long, Set<String>> open = new TreeMap<>();
    private ProcessorContext<String, byte[]> context;
    private KeyValueStore<String, byte[]> contacts;
    private KeyValueStore<String, byte[]> panes;
    private long now;

    @Override
    public void init(ProcessorContext<String, byte[]> given) {
      context = given;
      contacts = given.getStateStore("contacts");
      panes = given.getStateStore("panes");
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
      Meter.readOne();
      CallEvent event;
      try {
        event = CallEvent.read(record.value());
      } catch (IOException error) {
        throw new IllegalStateException(error);
      }
      if (event.time > now) {
        now = event.time;
        closePanes();
        forget();
      }
      String key = event.contactKey();
      if (key == null) return;
      ContactState contact = ContactBytes.read(contacts.get(key));
      boolean wasOver = contact.isOver();
      boolean fresh = contact.step(event, (queue, time, sum, amount) -> add(event, queue, time, sum, amount));
      if (!fresh) {
        duplicates++;
        return;
      }
      contacts.put(key, ContactBytes.write(contact));
      if (contact.isOver() && !wasOver) over.add(new Due(event.time + Sums.GRACE_MS, key));
    }

    private void add(CallEvent event, String queue, long time, int sum, long amount) {
      long start = time - Math.floorMod(time, Sums.PANE_MS);
      String key = event.site + '|' + queue + '|' + event.channel + '|' + start;
      byte[] stored = panes.get(key);
      if (stored == null) open.computeIfAbsent(start, (at) -> new HashSet<>()).add(key);
      long[] sums = stored == null ? new long[Sums.COUNT] : Sums.of(stored);
      sums[sum] += amount;
      panes.put(key, Sums.bytes(sums));
    }

    private void closePanes() {
      while (!open.isEmpty() && open.firstKey() + Sums.PANE_MS <= now)
        for (String key : open.pollFirstEntry().getValue()) {
          byte[] pane = panes.delete(key);
          if (pane != null) context.forward(new Record<>(key, pane, now));
        }
    }

    private void forget() {
      while (!over.isEmpty() && over.peek().at() <= now) {
        Due due = over.poll();
        ContactState contact = ContactBytes.read(contacts.get(due.contact()));
        if (!contact.isOver()) continue;
        if (contact.lastEvent + Sums.GRACE_MS <= now) contacts.delete(due.contact());
        else over.add(new Due(contact.lastEvent + Sums.GRACE_MS, due.contact()));
      }
    }
  }

  public static void main(String[] given) throws Exception {
    String brokers = given[0];
    String topic = given[1];
    int partitions = Integer.parseInt(given[2]);
    long events = Long.parseLong(given[3]);
    String application = topic + "-streams-" + ProcessHandle.current().pid();
    String panesTopic = application + "-panes";
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.createTopics(List.of(new NewTopic(panesTopic, partitions, (short) 1))).all().get();
    }
    Serde<byte[]> bytes = Serdes.ByteArray();
    Topology topology = new Topology();
    topology.addSource("events", bytes.deserializer(), bytes.deserializer(), topic);
    topology.addProcessor("join", Join::new, "events");
    for (String store : List.of("contacts", "panes"))
      topology.addStateStore(
          Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(store), Serdes.String(), bytes).withCachingEnabled(), "join");
    topology.addSink("panes-out", panesTopic, Serdes.String().serializer(), bytes.serializer(), "join");
    KafkaStreams streams = new KafkaStreams(topology, settings(brokers, application, given[5], given[6]));
    streams.setUncaughtExceptionHandler((error) -> {
      error.printStackTrace();
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    });
    Meter.begin(events, Double.parseDouble(given[4]));
    streams.start();
    long until = System.currentTimeMillis() + LIMIT_MS;
    while (!Meter.readAll() && System.currentTimeMillis() < until) Thread.sleep(20);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      while (committed(admin, application) < events && System.currentTimeMillis() < until) Thread.sleep(50);
      double[] taken = Meter.taken();
      streams.close(Duration.ofSeconds(20));
      long[] sums = new long[Sums.COUNT];
      Committed.addAll(brokers, panesTopic, partitions, sums);
      Committed.addNewest(brokers, application + "-panes-changelog", partitions, sums);
      Meter.answer(taken, duplicates, sums);
      admin.deleteTopics(admin.listTopics().names().get().stream().filter((name) -> name.startsWith(application)).toList()).all().get();
    }
    Runtime.getRuntime().halt(0);
  }

  private static long committed(Admin admin, String group) throws Exception {
    long offsets = 0;
    for (OffsetAndMetadata each : admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values())
      if (each != null) offsets += each.offset();
    return offsets;
  }

  private static Properties settings(String brokers, String application, String commitMs, String folder) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitMs);
    settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
    settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder + "/state");
    settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    settings.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    settings.put(StreamsConfig.consumerPrefix("max.poll.records"), "5000");
    settings.put(StreamsConfig.producerPrefix("linger.ms"), "20");
    settings.put(StreamsConfig.producerPrefix("batch.size"), "65536");
    return settings;
  }

  private StreamsRival() {}
}
