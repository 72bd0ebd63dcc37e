package rivals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** One canonical event as the fair job needs it, by Jackson's streaming parser: nothing in Java reads JSON for less. */
public final class CallEvent {
  private static final JsonFactory JSON = new JsonFactory();

  public String id;
  public String type;
  public String site;
  public String channel;
  /** Null on events of agents and sources. */
  public String contact;
  public String queue;
  public long time;
  public double score;

  public static CallEvent read(byte[] record) throws IOException {
    CallEvent event = new CallEvent();
    try (JsonParser parser = JSON.createParser(record)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) event.attribute(parser);
    }
    return event;
  }

  private void attribute(JsonParser parser) throws IOException {
    String name = parser.currentName();
    parser.nextToken();
    switch (name) {
      case "id" -> id = parser.getText();
      case "type" -> type = parser.getText();
      case "site" -> site = parser.getText();
      case "channel" -> channel = parser.getText();
      case "contact" -> contact = parser.getText();
      case "queue" -> queue = parser.getText();
      case "time" -> time = Stamp.millis(parser.getText());
      case "data" -> {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          boolean isScore = parser.currentName().equals("score");
          parser.nextToken();
          if (isScore) score = parser.getDoubleValue();
          else parser.skipChildren();
        }
      }
      default -> parser.skipChildren();
    }
  }

  /** The contact within the whole topic; null when there is none. */
  public String contactKey() {
    return contact == null ? null : site + '|' + channel + '|' + contact;
  }
}
