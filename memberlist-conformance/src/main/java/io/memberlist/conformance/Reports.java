package io.memberlist.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** What Surefire and Failsafe wrote about the tests of one module. */
final class Reports {

  private static final XMLInputFactory XML = XMLInputFactory.newFactory();

  static {
    XML.setProperty(XMLInputFactory.SUPPORT_DTD, false);
  }

  /** By method, then by class; a method without name stands for its whole class. */
  private final Map<String, Map<String, Outcome>> outcomes = new HashMap<>();

  void read(Path file) throws IOException {
    try (var input = Files.newInputStream(file)) {
      var xml = XML.createXMLStreamReader(input);
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT
            && xml.getLocalName().equals("testcase")) {
          testCase(xml);
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no report: " + e.getMessage(), e);
    }
  }

  private void testCase(XMLStreamReader xml) throws XMLStreamException {
    var method = text(xml, "name").replaceAll("\\W.*", "");
    var className = text(xml, "classname").replaceAll(".*\\.|\\$.*", "");
    var outcome = Outcome.PASSED;
    while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("testcase")) {
      if (xml.isStartElement()) {
        outcome = outcome.and(outcome(xml));
      }
    }
    outcomes.computeIfAbsent(method, m -> new TreeMap<>()).merge(className, outcome, Outcome::and);
  }

  private static Outcome outcome(XMLStreamReader xml) {
    return switch (xml.getLocalName()) {
      case "skipped" -> Outcome.skipped(text(xml, "message"));
      case "failure", "error" -> Outcome.FAILED;
      default -> Outcome.PASSED;
    };
  }

  private static String text(XMLStreamReader xml, String attribute) {
    var text = xml.getAttributeValue(null, attribute);
    return text == null ? "" : text;
  }

  /** What came of a test; one that other classes inherit may have run in each of them. */
  Outcome of(TestMethod test) {
    var byClass = outcomes.getOrDefault(test.method(), Map.of());
    var own = byClass.get(test.className());
    if (own != null) {
      return own;
    }
    var whole = outcomes.getOrDefault("", Map.of()).get(test.className());
    return byClass.values().stream()
        .reduce(Outcome::and)
        .orElse(whole == null ? Outcome.NOT_RUN : whole);
  }
}
