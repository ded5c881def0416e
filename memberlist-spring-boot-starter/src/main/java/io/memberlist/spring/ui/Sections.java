package io.memberlist.spring.ui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of the page: JSON by field, and the members' records by name. What differs between two of
 * them is a patch.
 *
 * @param fields JSON of every field but {@code members}
 * @param members JSON of each record
 */
record Sections(Map<String, String> fields, Map<String, String> members) {

  /** Everything, with what only a whole state has. */
  String state(long now, Map<String, String> further) {
    var json = new JsonWriter().object().field("t", now);
    fields.forEach((name, value) -> json.name(name).raw(value));
    json.name("members").array();
    members.values().forEach(json::raw);
    json.endArray();
    further.forEach((name, value) -> json.name(name).raw(value));
    return json.endObject().toString();
  }

  /** What is new since {@code before}; null if nothing is. */
  @Nullable String patch(Sections before, long now) {
    var changedFields = changed(before.fields, fields);
    var changedMembers = changed(before.members, members);
    var gone = new ArrayList<>(before.members.keySet());
    gone.removeAll(members.keySet());
    List<String> ended = new ArrayList<>(before.fields.keySet());
    ended.removeAll(fields.keySet());
    if (changedFields.isEmpty() && changedMembers.isEmpty() && gone.isEmpty() && ended.isEmpty()) {
      return null;
    }
    var json = new JsonWriter().object().field("t", now);
    changedFields.forEach((name, value) -> json.name(name).raw(value));
    ended.forEach(name -> json.name(name).raw("null"));
    if (!changedMembers.isEmpty()) {
      json.name("members").array();
      changedMembers.values().forEach(json::raw);
      json.endArray();
    }
    if (!gone.isEmpty()) {
      json.field("gone", gone);
    }
    return json.endObject().toString();
  }

  private static Map<String, String> changed(Map<String, String> before, Map<String, String> now) {
    var changed = new LinkedHashMap<String, String>();
    now.forEach(
        (name, value) -> {
          if (!value.equals(before.get(name))) {
            changed.put(name, value);
          }
        });
    return changed;
  }
}
