package io.memberlist.spring.pausing;

import org.springframework.boot.test.context.SpringBootTest;

/** One of three with two contexts on one port: {@link PausingTests}. */
@SpringBootTest(
    classes = PausingTests.Application.class,
    webEnvironment = SpringBootTest.WebEnvironment.NONE,
    properties = "memberlist.name=B")
class PausingBTest extends PausingTests {}
