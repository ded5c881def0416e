package io.memberlist.sample.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The controls of the page over HTTP (page.md, section 13.1). */
@RestController
@RequestMapping(path = DemoController.PATH)
@ConditionalOnDemoNodes
class DemoController {

  static final String PATH = "/demo";

  private static final Resource SCRIPT = new ClassPathResource("io/memberlist/sample/controls.js");

  private final DemoNodes nodes;
  private final DemoCommands commands;

  DemoController(DemoNodes nodes, DemoCommands commands) {
    this.nodes = nodes;
    this.commands = commands;
  }

  /** The script that adds the buttons to the page. */
  @GetMapping(path = "/controls.js", produces = "text/javascript;charset=UTF-8")
  ResponseEntity<Resource> script() {
    return ResponseEntity.ok().cacheControl(CacheControl.noCache()).body(SCRIPT);
  }

  /** What can be controlled. */
  @GetMapping
  Map<String, @Nullable Object> demo() {
    var list = new ArrayList<Map<String, Object>>();
    var own = nodes.own();
    list.add(
        Map.of(
            "name",
            own.config().name(),
            "port",
            own.config().bindPort(),
            "status",
            "running",
            "protected",
            true));
    for (var node : nodes.all()) {
      list.add(
          Map.of(
              "name", node.name(),
              "port", node.port(),
              "status", node.status().text(),
              "tags", node.tags()));
    }
    var groups = nodes.network().groups();
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("nodes", list);
    answer.put("cut", groups.isEmpty() ? null : groups);
    answer.put("keys", commands.nextKeyStep());
    answer.put("limits", Map.of("nodes", DemoNodes.LIMIT));
    return answer;
  }

  record Add(@Nullable Integer count) {}

  record Pause(@JsonProperty("for") @Nullable String time) {}

  record Slow(@Nullable String delay, @Nullable Double loss) {}

  record Event(@Nullable String node, @Nullable String text) {}

  record Keys(@Nullable String step) {}

  record Cut(@Nullable List<List<String>> groups) {}

  @PostMapping("/nodes")
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> add(@RequestBody Add body) {
    return Map.of("started", commands.add(body.count() == null ? 1 : body.count()));
  }

  @PostMapping("/nodes/{name}/kill")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void kill(@PathVariable String name) {
    commands.kill(name);
  }

  @PostMapping("/nodes/{name}/leave")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void leave(@PathVariable String name) {
    commands.leave(name);
  }

  @PostMapping("/nodes/{name}/pause")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void pause(@PathVariable String name, @RequestBody Pause body) {
    commands.pause(name, duration(body.time(), "3s"));
  }

  @PostMapping("/nodes/{name}/resume")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void resume(@PathVariable String name) {
    commands.resume(name);
  }

  @PostMapping("/nodes/{name}/slow")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void slow(@PathVariable String name, @RequestBody Slow body) {
    commands.slow(name, duration(body.delay(), "0ms"), body.loss() == null ? 0 : body.loss());
  }

  @PostMapping("/nodes/{name}/start")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void start(@PathVariable String name) {
    commands.start(name);
  }

  @PutMapping("/nodes/{name}/tags")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void tags(@PathVariable String name, @RequestBody Map<String, String> tags) {
    commands.tags(name, tags);
  }

  @PostMapping("/events")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, String> event(@RequestBody Event body) {
    return Map.of("id", commands.event(body.node(), body.text()));
  }

  @PostMapping("/keys")
  @ResponseStatus(HttpStatus.ACCEPTED)
  Map<String, Object> keys(@RequestBody Keys body) {
    var done = commands.rotate(body.step());
    return Map.of("fingerprint", done.fingerprint(), "nodes", done.nodes());
  }

  @PutMapping("/cut")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void cut(@RequestBody(required = false) @Nullable Cut body) {
    commands.cut(body == null || body.groups() == null ? List.of() : body.groups());
  }

  @DeleteMapping("/cut")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void heal() {
    commands.heal();
  }

  private static Duration duration(@Nullable String text, String otherwise) {
    try {
      return DurationStyle.detectAndParse(text == null ? otherwise : text);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          HttpStatus.BAD_REQUEST, "\"" + text + "\" is no duration; write 500ms or 3s");
    }
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> refused(RefusedException e) {
    return answer(e.status(), String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException e) {
    return answer(HttpStatus.BAD_REQUEST, "the body is not the JSON that this command takes");
  }

  private static ResponseEntity<Map<String, String>> answer(HttpStatus status, String error) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("error", error));
  }
}
