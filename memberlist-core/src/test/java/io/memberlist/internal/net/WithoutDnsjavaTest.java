package io.memberlist.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What an application sees that does not bring dnsjava. */
class WithoutDnsjavaTest {

  private static final InetAddress SYSTEMS_ANSWER = InetAddress.getLoopbackAddress();

  private final DnsjavaMissing loader = new DnsjavaMissing();

  @Test
  void namesAreLookedUpByTheSystem() throws Exception {
    var resolver = resolver();

    var found = call(resolver, "addresses", "seed.example.org");

    assertThat(found).isEqualTo(List.of(SYSTEMS_ANSWER));
    assertThat(loader.missed).containsOnly("org.xbill.DNS.io.TcpIoClient");
    assertThat(loader.loaded).doesNotContain(DnsjavaClient.class.getName());
  }

  @Test
  void def_40_serviceNamesTheRemedy() throws Exception {
    var resolver = resolver();

    assertThatThrownBy(() -> call(resolver, "services", "_gossip._tcp.example.org"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "\"srv+_gossip._tcp.example.org\" is looked up with dnsjava, which is not on the class"
                + " path; add dnsjava:dnsjava");
  }

  private Object resolver() throws Exception {
    var dns = loader.loadClass(DnsClient.class.getName()).getDeclaredMethod("ofClassPath");
    dns.setAccessible(true);
    var lookup = loader.loadClass(SystemResolver.Lookup.class.getName());
    var system =
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {lookup},
            (proxy, method, arguments) -> new InetAddress[] {SYSTEMS_ANSWER});
    var constructor =
        loader
            .loadClass(SystemResolver.class.getName())
            .getDeclaredConstructor(Supplier.class, String.class, lookup);
    constructor.setAccessible(true);
    var none = dns.invoke(null);
    return constructor.newInstance((Supplier<?>) () -> none, "/etc/resolv.conf", system);
  }

  private static Object call(Object resolver, String method, String argument) throws Exception {
    try {
      return resolver.getClass().getMethod(method, String.class).invoke(resolver, argument);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Loads the library anew, as if dnsjava were not there. */
  private static final class DnsjavaMissing extends ClassLoader {

    final List<String> missed = new ArrayList<>();
    final List<String> loaded = new ArrayList<>();

    DnsjavaMissing() {
      super(DnsjavaMissing.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("org.xbill.")) {
        missed.add(name);
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("io.memberlist.")) {
        return super.loadClass(name, resolve);
      }
      var known = findLoadedClass(name);
      return known == null ? define(name) : known;
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      loaded.add(name);
      try (var in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        var bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
