package rivals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The fair job on Flink: canonical events, joined per contact, repeated ones counted once, ten sums per queue in 10 s panes,
 * to a topic, exactly once. Settings that favour it: object reuse, state on the heap, a checkpoint every CHECKPOINT_MS.
 * Arguments: brokers topic partitions events share-of-warm-up checkpoint-ms folder.
 */
public final class FlinkRival {
  private static final String[] TYPES = {
    "cc.contact.queued", "cc.contact.answered", "cc.contact.abandoned", "cc.contact.held", "cc.contact.resumed",
    "cc.contact.ended", "cc.contact.transferred", "cc.contact.resolved", "cc.contact.wrapUpEnded", "cc.survey.answered"
  };
  private static final byte OTHER = (byte) TYPES.length;
  private static long duplicates;

  /** What goes from the source to the join: only what it needs. */
  public static class Told {
    public String contactKey;
    public String id;
    public String queue;
    public String site;
    public String channel;
    public long time;
    public double score;
    public byte type;
  }

  public static class Contribution {
    public String cell;
    public long time;
    public int sum;
    public long amount;
  }

  public static class Totals {
    public long[] sums = new long[Sums.COUNT];
  }

  public static class Pane {
    public String cell;
    public long start;
    public long[] sums;
  }

  public static class Decoder implements DeserializationSchema<Told> {
    @Override
    public Told deserialize(byte[] record) throws IOException {
      Meter.readOne();
      CallEvent event = CallEvent.read(record);
      Told told = new Told();
      told.contactKey = event.contactKey();
      told.id = event.id;
      told.queue = event.queue;
      told.site = event.site;
      told.channel = event.channel;
      told.time = event.time;
      told.score = event.score;
      told.type = OTHER;
      for (byte type = 0; type < TYPES.length; type++) if (TYPES[type].equals(event.type)) told.type = type;
      return told;
    }

    @Override
    public boolean isEndOfStream(Told next) {
      return false;
    }

    @Override
    public TypeInformation<Told> getProducedType() {
      return TypeInformation.of(Told.class);
    }
  }

  public static class Join extends KeyedProcessFunction<String, Told, Contribution> {
    private transient ValueState<ContactState> state;

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(new ValueStateDescriptor<>("contact", TypeInformation.of(ContactState.class)));
    }

    @Override
    public void processElement(Told told, Context context, Collector<Contribution> out) throws Exception {
      ContactState contact = state.value();
      if (contact == null) contact = new ContactState();
      boolean wasOver = contact.isOver();
      String type = told.type == OTHER ? "" : TYPES[told.type];
      ContactState.Sink sink = (queue, time, sum, amount) -> {
        Contribution contribution = new Contribution();
        contribution.cell = told.site + '|' + queue + '|' + told.channel;
        contribution.time = time;
        contribution.sum = sum;
        contribution.amount = amount;
        out.collect(contribution);
      };
      if (!contact.step(told.id, type, told.queue, told.time, told.score, sink)) {
        duplicates++;
        return;
      }
      state.update(contact);
      if (contact.isOver() && !wasOver) context.timerService().registerEventTimeTimer(told.time + Sums.GRACE_MS);
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<Contribution> out) throws Exception {
      ContactState contact = state.value();
      if (contact == null || !contact.isOver()) return;
      if (contact.lastEvent + Sums.GRACE_MS <= time) state.clear();
      else context.timerService().registerEventTimeTimer(contact.lastEvent + Sums.GRACE_MS);
    }
  }

  public static class Adding implements AggregateFunction<Contribution, Totals, Totals> {
    @Override
    public Totals createAccumulator() {
      return new Totals();
    }

    @Override
    public Totals add(Contribution contribution, Totals totals) {
      totals.sums[contribution.sum] += contribution.amount;
      return totals;
    }

    @Override
    public Totals getResult(Totals totals) {
      return totals;
    }

    @Override
    public Totals merge(Totals one, Totals other) {
      throw new UnsupportedOperationException();
    }
  }

  public static class Closing extends ProcessWindowFunction<Totals, Pane, String, TimeWindow> {
    @Override
    public void process(String cell, Context context, Iterable<Totals> totals, Collector<Pane> out) {
      for (Totals each : totals) {
        Pane pane = new Pane();
        pane.cell = cell;
        pane.start = context.window().getStart();
        pane.sums = each.sums;
        out.collect(pane);
      }
    }
  }

  public static class PaneRecord implements KafkaRecordSerializationSchema<Pane> {
    private final String topic;

    PaneRecord(String topic) {
      this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(Pane pane, KafkaSinkContext context, Long timestamp) {
      byte[] key = (pane.cell + '|' + pane.start).getBytes(StandardCharsets.UTF_8);
      return new ProducerRecord<>(topic, null, pane.start, key, Sums.bytes(pane.sums));
    }
  }

  public static void main(String[] given) throws Exception {
    String brokers = given[0];
    String topic = given[1];
    int partitions = Integer.parseInt(given[2]);
    String panesTopic = topic + "-flink-panes-" + ProcessHandle.current().pid();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.createTopics(List.of(new NewTopic(panesTopic, partitions, (short) 1))).all().get();
    }
    Configuration settings = new Configuration();
    settings.setString("state.backend.type", "hashmap");
    settings.setString("execution.checkpointing.storage", "filesystem");
    settings.setString("execution.checkpointing.dir", "file://" + given[6] + "/checkpoints");
    settings.setString("taskmanager.memory.network.min", "64mb");
    settings.setString("taskmanager.memory.network.max", "64mb");
    settings.setString("pipeline.object-reuse", "true");
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
    environment.enableCheckpointing(Long.parseLong(given[5]), CheckpointingMode.EXACTLY_ONCE);
    KafkaSource<Told> source =
        KafkaSource.<Told>builder()
            .setBootstrapServers(brokers)
            .setTopics(topic)
            .setGroupId(panesTopic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(OffsetsInitializer.latest())
            .setValueOnlyDeserializer(new Decoder())
            .setProperty("max.poll.records", "5000")
            .build();
    KafkaSink<Pane> sink =
        KafkaSink.<Pane>builder()
            .setBootstrapServers(brokers)
            .setRecordSerializer(new PaneRecord(panesTopic))
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(panesTopic)
            .setProperty("transaction.timeout.ms", "600000")
            .setProperty("linger.ms", "20")
            .setProperty("batch.size", "65536")
            .build();
    Meter.begin(Long.parseLong(given[3]), Double.parseDouble(given[4]));
    environment
        .fromSource(source, WatermarkStrategy.<Told>forMonotonousTimestamps().withTimestampAssigner((told, at) -> told.time), "events")
        .filter((told) -> told.contactKey != null)
        .keyBy((told) -> told.contactKey)
        .process(new Join())
        .keyBy((contribution) -> contribution.cell)
        .window(TumblingEventTimeWindows.of(Duration.ofMillis(Sums.PANE_MS)))
        .aggregate(new Adding(), new Closing())
        .sinkTo(sink);
    environment.execute("the fair job");
    double[] taken = Meter.taken();
    long[] sums = new long[Sums.COUNT];
    Committed.addAll(brokers, panesTopic, partitions, sums);
    Meter.answer(taken, duplicates, sums);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
      admin.deleteTopics(List.of(panesTopic)).all().get();
    }
    Runtime.getRuntime().halt(0);
  }

  private FlinkRival() {}
}
