package rivals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Bytes;

/** Reads back what a rival has committed: only that counts. */
public final class Committed {
  /** Adds up every record of the topic. */
  public static void addAll(String brokers, String topic, int partitions, long[] to) {
    each(brokers, topic, partitions, (record) -> Sums.add(record.value(), to));
  }

  /** Adds up the newest value of each key; a key without one is gone. */
  public static void addNewest(String brokers, String topic, int partitions, long[] to) {
    Map<Bytes, byte[]> newest = new HashMap<>();
    each(brokers, topic, partitions, (record) -> {
      if (record.value() == null) newest.remove(Bytes.wrap(record.key()));
      else newest.put(Bytes.wrap(record.key()), record.value());
    });
    for (byte[] value : newest.values()) Sums.add(value, to);
  }

  private interface Reader {
    void read(ConsumerRecord<byte[], byte[]> record);
  }

  private static void each(String brokers, String topic, int partitions, Reader reader) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", brokers);
    settings.put("isolation.level", "read_committed");
    settings.put("max.poll.records", "20000");
    List<TopicPartition> all = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) all.add(new TopicPartition(topic, partition));
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch((each) -> consumer.position(each) < ends.get(each)))
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(500))) reader.read(record);
    }
  }

  private Committed() {}
}
