import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Java's own producer, as most source systems have it: BROKER TOPIC CODEC FILE, each line of the file a record of partition 0. */
public class ProduceCompressed {
  public static void main(String[] given) throws Exception {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", given[0]);
    settings.put("compression.type", given[2]);
    settings.put("linger.ms", "50");
    settings.put("acks", "all");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      for (String line : Files.readAllLines(Path.of(given[3])))
        producer.send(new ProducerRecord<>(given[1], 0, null, line));
    }
  }
}
