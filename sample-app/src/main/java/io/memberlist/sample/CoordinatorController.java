package io.memberlist.sample;

import io.memberlist.spring.cluster.MemberlistCoordinator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which of the instances of this application does what only one should do. */
@RestController
class CoordinatorController {

  private final MemberlistCoordinator coordinator;

  CoordinatorController(MemberlistCoordinator coordinator) {
    this.coordinator = coordinator;
  }

  /** Its name, if there is one, and whether it is this instance. */
  @GetMapping("/coordinator")
  Map<String, Object> coordinator() {
    var answer = new LinkedHashMap<String, Object>();
    coordinator.current().ifPresent(name -> answer.put("coordinator", name));
    answer.put("local", coordinator.isCoordinator());
    return answer;
  }
}
