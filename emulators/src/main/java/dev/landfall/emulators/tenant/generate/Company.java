package dev.landfall.emulators.tenant.generate;

import java.util.List;

/** Where people work: departments as ranges of people, offices, domains. */
final class Company {
  static final String NAME = "Fabrikam";
  static final String INITIAL_DOMAIN = "fabrikam.onmicrosoft.com";
  static final String DOMAIN = "fabrikam.com";
  static final String FOREST = "corp.fabrikam.com";
  static final String NETBIOS = "FABRIKAM";

  private static final List<String> DEPARTMENTS =
      List.of(
          "Production",
          "Sales",
          "Customer Service",
          "Research and Development",
          "Logistics",
          "Information Technology",
          "Quality",
          "Purchasing",
          "Finance",
          "Marketing",
          "Human Resources",
          "Legal",
          "Facilities",
          "Corporate Communications");
  // In parts of 100, largest first as the names above.
  private static final int[] SHARES = {26, 17, 12, 11, 8, 7, 5, 4, 3, 2, 2, 1, 1, 1};

  /** A place of work. */
  record Office(String name, String city, String country, String location, String language) {}

  private static final List<Office> OFFICES =
      List.of(
          new Office("HQ", "München", "Germany", "DE", "de-DE"),
          new Office("North", "Hamburg", "Germany", "DE", "de-DE"),
          new Office("Paris", "Paris", "France", "FR", "fr-FR"),
          new Office("London", "London", "United Kingdom", "GB", "en-GB"),
          new Office("Boston", "Boston", "United States", "US", "en-US"),
          new Office("Austin", "Austin", "United States", "US", "en-US"),
          new Office("Osaka", "Osaka", "Japan", "JP", "ja-JP"),
          new Office("Pune", "Pune", "India", "IN", "en-IN"),
          new Office("Kraków", "Kraków", "Poland", "PL", "pl-PL"),
          new Office("São Paulo", "São Paulo", "Brazil", "BR", "pt-BR"));

  /** A department: the people from {@code first} up to, not including, {@code end}. */
  record Department(String name, int first, int end) {
    int size() {
      return end - first;
    }
  }

  private final int people;
  private final List<Department> departments;

  Company(int people) {
    this.people = people;
    List<Department> all = new java.util.ArrayList<>();
    int first = 0;
    int share = 0;
    for (int i = 0; i < SHARES.length; i++) {
      share += SHARES[i];
      int end = (int) ((long) people * share / 100);
      if (end > first) {
        all.add(new Department(DEPARTMENTS.get(i), first, end));
      }
      first = end;
    }
    if (all.isEmpty()) {
      all.add(new Department(DEPARTMENTS.get(0), 0, people));
    }
    Department last = all.get(all.size() - 1);
    all.set(all.size() - 1, new Department(last.name, last.first, people));
    this.departments = List.copyOf(all);
  }

  int people() {
    return people;
  }

  List<Department> departments() {
    return departments;
  }

  Department departmentOf(int person) {
    for (Department department : departments) {
      if (person < department.end) {
        return department;
      }
    }
    throw new IndexOutOfBoundsException(person);
  }

  static List<Office> offices() {
    return OFFICES;
  }

  /** The head office is larger than the others. */
  static Office office(int draw) {
    return OFFICES.get(Math.max(0, draw % (OFFICES.size() + 4) - 4));
  }
}
