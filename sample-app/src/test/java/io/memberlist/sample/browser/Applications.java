package io.memberlist.sample.browser;

import io.memberlist.Config;
import io.memberlist.Memberlist;
import io.memberlist.sample.SampleApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications and nodes of one test, on loopback addresses and free ports; closed afterwards. */
final class Applications implements AfterEachCallback {

  private final List<AutoCloseable> open = new ArrayList<>();

  /** The sample without demo nodes: an application like any other, whose page is read-only. */
  ConfigurableApplicationContext plain(String name, String... further) {
    var arguments = new ArrayList<>(List.of("--sample.demo-nodes=0", "--memberlist.name=" + name));
    arguments.addAll(List.of(further));
    return run(SampleApplication.class, arguments.toArray(String[]::new));
  }

  ConfigurableApplicationContext run(Class<?> application, String... further) {
    Browser.require();
    var arguments =
        new ArrayList<>(
            List.of(
                "--server.port=0",
                "--memberlist.bind-addr=127.0.0.1",
                "--memberlist.bind-port=0",
                "--memberlist.preset=local"));
    arguments.addAll(List.of(further));
    var context = new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
    open.add(context);
    return context;
  }

  /** A further member of the application's cluster. */
  Memberlist member(String name, ConfigurableApplicationContext of) {
    var config = Config.local().name(name).bindAddr("127.0.0.1").bindPort(0).build();
    var member = Memberlist.create(config);
    open.add(member);
    member.join(List.of(seed(of)));
    return member;
  }

  static String seed(ConfigurableApplicationContext context) {
    return context.getBean(Memberlist.class).localNode().addressText();
  }

  static int port(ConfigurableApplicationContext context) {
    return ((WebServerApplicationContext) context).getWebServer().getPort();
  }

  static String url(ConfigurableApplicationContext context) {
    return "http://127.0.0.1:" + port(context) + "/";
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    closeAll();
  }

  void closeAll() throws Exception {
    for (int i = open.size() - 1; i >= 0; i--) {
      open.get(i).close();
    }
  }
}
