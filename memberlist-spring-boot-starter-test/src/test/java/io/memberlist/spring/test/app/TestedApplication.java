package io.memberlist.spring.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application under test. */
@SpringBootApplication
public class TestedApplication {}
