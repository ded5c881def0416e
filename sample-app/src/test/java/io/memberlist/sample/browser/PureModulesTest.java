package io.memberlist.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** Modules of the page that only compute, asked in the browser: page.md, sections 5.1, 5.2, 7. */
class PureModulesTest {

  private static final String COVERED =
      """
        const all = Array.from({ length: %d }, (_, i) => ({ n: 'demo-' + (i + 1), s: 'ALIVE' }));
        const plan = m.layout(all, %s, null);
        const boxes = all.map(({ n }) => {
          const p = plan.at.get(n);
          const l = m.labelPlace(n, plan);
          const width = 6.8 * Math.min(n.length, l.most);
          const left = p.x + l.x - { start: 0, middle: width / 2, end: width }[l.anchor];
          return { n, left, right: left + width, top: p.y + l.y - 10, bottom: p.y + l.y + 2 };
        });
        const over = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
        const bad = [];
        boxes.forEach((box, i) => {
          if (box.left < 0 || box.right > plan.width || box.top < 0 || box.bottom > plan.height) bad.push(box.n + ' leaves');
          boxes.slice(i + 1).filter((other) => over(box, other)).forEach((other) => bad.push(box.n + ' ' + other.n));
          for (const [n, p] of plan.at) {
            const r = plan.radius;
            if (over(box, { left: p.x - r, right: p.x + r, top: p.y - r, bottom: p.y + r })) bad.push(box.n + ' on ' + n);
          }
        });
        return bad;""";

  private static final Applications APPLICATIONS = new Applications();

  /** Does something with the exports {@code m} of a module; the policy forbids to compile there. */
  private static final String ASK =
      """
      const done = arguments[arguments.length - 1];
      import(new URL('%s', document.baseURI).href).then((m) => {
        %s
      }).then(done, (e) => done(String(e)));""";

  /** A state of six healthy members, changed by what is given. */
  private static final String STATE =
      """
      const now = 1_000_000;
      const given = {%s};
      const changed = [...'abcdef'].slice(0, given.only ?? 6)
        .map((n) => ({ n, a: '10.0.0.1:7946', s: 'ALIVE', c: 0, i: 1, ...(given.members?.[n] ?? {}) }));
      const state = { connection: 'live', status: 'RUNNING', healthScore: 0, hello: { mode: 'all-views' },
        matrix: { names: [...'abcdef'] }, ...given, members: new Map(changed.map((x) => [x.n, x])) };
      """;

  private static Browser browser;

  @BeforeAll
  static void open() {
    ConfigurableApplicationContext context = APPLICATIONS.plain("shop-1");
    browser = Browser.open(Applications.url(context), 1440, 1000);
  }

  @AfterAll
  static void close() throws Exception {
    if (browser != null) {
      browser.close();
    }
    APPLICATIONS.closeAll();
  }

  private static Object ask(String module, String body) {
    return browser.driver().executeAsyncScript(ASK.formatted(module, body));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          status: 'STOPPED' | This node is stopped
          status: 'LEFT' | This node has left the cluster
          only: 1, join: { joined: false, seeds: ['x:1'], failures: { 'x:1': 'refused' } } | Alone so far – no seed has answered
          only: 1 | Alone – nobody has joined yet
          groups: [['a', 'b', 'c'], ['d', 'e', 'f']], members: { d: { s: 'SUSPECT' } } | Two groups do not see each other
          members: { c: { s: 'SUSPECT', suspicion: { accusers: ['a'], deadline: now + 4200 } } } | c is suspected – decision in 4.2 s
          members: { b: { s: 'SUSPECT' }, c: { s: 'SUSPECT' }, d: { s: 'DEAD', c: now } } | 2 of 6 members suspected, 1 failed
          members: { b: { s: 'DEAD', c: now - 59_000 }, c: { s: 'DEAD', c: now } } | 2 members failed at once – is it this node's network?
          members: { b: { s: 'DEAD', c: now } } | b has failed
          members: { b: { s: 'DEAD', c: now } }, spread: { what: 'b failed', known: ['a', 'c', 'd'], of: 5 } | b has failed – 3 of 5 know
          members: { b: { s: 'DEAD', c: now } }, spread: { what: 'b failed', known: ['a', 'c', 'd', 'e', 'f'], of: 5 } | b has failed – everyone knows
          healthScore: 2 | This node is slow – it gives others more time
          healthScore: 1 | 6 members, all healthy
          members: { b: { s: 'DEAD', c: now - 720_000 } } | 5 members healthy, 1 failed 12 min ago
          """)
  void l_4_theFirstConditionThatHoldsIsTheVerdict(String state, String sentence) {
    assertThat(ask("words.js", STATE.formatted(state) + "return m.verdict(state, now).text;"))
        .isEqualTo(sentence);
  }

  @Test
  void l_4_whatWasKnownLastIsNeverInTheColourOfHealth() {
    var body =
        STATE.formatted("")
            + """
            state.connection = 'lost';
            state.lastHeard = performance.now() - 12_000;
            state.clock = { server: now, local: performance.now() };
            const shown = m.current(state);
            return [shown.tone, shown.text];""";

    assertThat(ask("view/verdict.js", body))
        .isEqualTo(List.of("left", "Last known, 12 s old: 6 members, all healthy"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          k: 'ping-unanswered', by: 'a', ms: 500 | Ping unanswered | a pinged d and waited 500 ms
          k: 'asked-others', via: ['b', 'c'], tcp: true, nacks: 1 | Asked others to try | b, c; tried by TCP as well; 1 of 2 said: no answer here either
          k: 'asked-others', via: [], tcp: true | Tried by TCP | there is nobody else to ask
          k: 'suspected', by: ['a'], ms: 24000 | Suspected | by a; not failed yet: a slow member may still speak up. Time to decide: 24 s
          k: 'confirmed', by: 'b', from: 24000, to: 11381 | Confirmed by b | each independent accuser shortens the wait: 24 s → 11 s
          k: 'refuted', incarnation: 5 | d refuted it | it heard the accusation and announced itself with incarnation 5
          k: 'failed' | Declared failed | nobody heard it refute in time
          k: 'left' | Left | it said goodbye: no suspicion needed
          k: 'everybody-knows', last: 'e', ms: 310 | Everybody knows | last to hear: e, 0.31 s after the first
          """)
  void l_5_everyStepOfAStoryIsASentenceAndAReason(String step, String sentence, String reason) {
    assertThat(ask("words.js", "return m.step({" + step + "}, 'd').slice(1);"))
        .isEqualTo(List.of(sentence, reason));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void l_10_namesCoverNeitherEachOtherNorAMember(boolean narrow) {
    for (int members = 2; members <= 24; members++) {
      assertThat(ask("geometry.js", COVERED.formatted(members, narrow)))
          .as("%s members", members)
          .isEqualTo(List.of());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,27,false",
    "2,27,false",
    "12,27,false",
    "13,18,false",
    "24,18,false",
    "25,9,true",
    "120,9,true",
    "121,6.2,true",
    "700,6.2,true"
  })
  void l_10_placesFollowFromTheSortedNames(int members, double radius, boolean dense) {
    var body =
        """
        const n = %d;
        const all = Array.from({ length: n }, (_, i) => ({ n: 'm' + String(i).padStart(3, '0'), s: i === 5 ? 'DEAD' : 'ALIVE', self: i === n - 1 }));
        const plan = m.layout(all, false, null);
        const again = m.layout(all.slice().reverse(), false, null);
        const inside = [...plan.at.values()].every((p) => p.x >= 0 && p.x <= plan.width && p.y >= 0 && p.y <= plan.height);
        const own = plan.at.get(all[n - 1].n);
        return { radius: plan.radius, dense: plan.dense, drawn: plan.drawn.length, inside,
          same: n > 600 || [...plan.at].every(([name, p]) => again.at.get(name).x === p.x),
          failed: n < 6 || plan.at.has('m005'),
          middle: own.x === plan.width / 2 && own.y === plan.height / 2 };""";

    @SuppressWarnings("unchecked")
    var plan = (Map<String, Object>) ask("geometry.js", body.formatted(members));
    assertThat(((Number) plan.get("radius")).doubleValue()).isEqualTo(radius);
    assertThat(plan)
        .containsEntry("dense", dense)
        .containsEntry("drawn", (long) Math.min(members, 600))
        .containsEntry("inside", true)
        .containsEntry("same", true)
        .containsEntry("failed", true)
        .containsEntry("middle", dense || members == 1);
  }
}
