package io.memberlist.spring.cluster;

import tools.jackson.databind.json.JsonMapper;

/** JSON by Jackson, with the application's mapper. */
public final class JacksonClusterEventCodec implements ClusterEventCodec {

  private final JsonMapper mapper;

  /** Uses the mapper as it is. */
  public JacksonClusterEventCodec(JsonMapper mapper) {
    this.mapper = mapper;
  }

  @Override
  public String name() {
    return "json";
  }

  @Override
  public boolean supports(Class<?> type) {
    return true;
  }

  @Override
  public byte[] write(Object event) {
    return mapper.writeValueAsBytes(event);
  }

  @Override
  public <T> T read(byte[] body, Class<T> type) {
    T event = mapper.readValue(body, type);
    if (event == null) {
      throw new IllegalArgumentException("null is no event");
    }
    return event;
  }
}
