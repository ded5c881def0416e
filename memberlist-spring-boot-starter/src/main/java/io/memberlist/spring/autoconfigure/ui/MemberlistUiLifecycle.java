package io.memberlist.spring.autoconfigure.ui;

import io.memberlist.spring.ui.UiHub;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends the open pages before the web server begins to wait for requests in progress, which streams
 * are for as long as they last (L-84).
 */
final class MemberlistUiLifecycle implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger("io.memberlist.spring.ui");

  private final UiHub hub;
  private final String path;
  private volatile boolean running;

  MemberlistUiLifecycle(UiHub hub, String path) {
    this.hub = hub;
    this.path = path;
  }

  @Override
  public void start() {
    hub.accept(true);
    running = true;
    log.info("Live page of the cluster at {}/, without access rules of its own", path);
  }

  @Override
  public void stop() {
    running = false;
    hub.stop();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** After the node has started, and stops before it leaves. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 256;
  }
}
