package dev.landfall.emulators.tenant.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The users: a tree of managers in each department, most of them synchronized from AD. */
final class People {
  private static final int REPORTS = 8;
  private static final String[] TITLES = {
    "Vice President", "Director", "Senior Manager", "Manager", "Specialist", "Associate", "Trainee"
  };

  private final Company company;
  private final Lines lines;
  private final RandomGenerator random;
  private final Names names;
  private final String[] ids;

  People(Company company, Lines lines, RandomGenerator random) {
    this.company = company;
    this.lines = lines;
    this.random = random;
    this.names = new Names(random);
    this.ids = new String[company.people()];
  }

  String id(int person) {
    return ids[person];
  }

  void write() throws IOException {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = lines.id();
    }
    for (Company.Department department : company.departments()) {
      for (int i = department.first(); i < department.end(); i++) {
        // The first person is never a guest: somebody must be at the head.
        if (i > 0 && random.nextInt(100) < 3) {
          guest(i);
        } else {
          employee(i, department);
        }
      }
    }
  }

  private void employee(int person, Company.Department department) throws IOException {
    Names.Name name = names.next();
    Company.Office office = Company.office(random.nextInt(1_000));
    String principal = name.address() + "@" + Company.DOMAIN;
    lines.begin("user").text("id", ids[person]).text("displayName", name.display());
    lines.text("givenName", name.given()).text("surname", name.family());
    lines.text("userPrincipalName", principal).text("mail", principal);
    lines.text("mailNickname", name.address());
    lines.list(
        "proxyAddresses",
        "SMTP:" + principal,
        "smtp:" + name.address() + "@" + Company.INITIAL_DOMAIN);
    lines.flag("accountEnabled", random.nextInt(100) < 97).text("userType", "Member");
    lines.text("department", department.name()).text("companyName", Company.NAME);
    lines.text("jobTitle", TITLES[depth(person - department.first())] + " " + department.name());
    lines.text("officeLocation", office.name()).text("city", office.city());
    lines.text("country", office.country()).text("usageLocation", office.location());
    lines.text("preferredLanguage", office.language());
    lines.text("employeeId", String.format("%07d", person + 1));
    lines.list("businessPhones", "+49 89 5550 " + String.format("%06d", person));
    if (random.nextInt(100) < 90) {
      synced(person, name, office, principal);
    }
    int manager = manager(person, department);
    if (manager != person) {
      lines.text("manager", ids[manager]);
    }
    lines.end();
  }

  private void synced(int person, Names.Name name, Company.Office office, String principal)
      throws IOException {
    byte[] anchor =
        ByteBuffer.allocate(16).putLong(random.nextLong()).putLong(random.nextLong()).array();
    String sam = "u" + Integer.toString(person + 1_000, 36);
    lines.flag("onPremisesSyncEnabled", true);
    lines.text("onPremisesImmutableId", Base64.getEncoder().encodeToString(anchor));
    lines.text("onPremisesSamAccountName", sam);
    lines.text("onPremisesSecurityIdentifier", Teams.SID + (10_000 + person));
    lines.text(
        "onPremisesDistinguishedName",
        "CN="
            + name.display()
            + " ("
            + sam
            + "),OU="
            + office.name()
            + ",OU=People,DC=corp,DC=fabrikam,DC=com");
    lines.text("onPremisesDomainName", Company.FOREST);
    lines.text("onPremisesUserPrincipalName", principal);
  }

  private void guest(int person) throws IOException {
    Names.Name name = names.next();
    String mail = name.address() + "@partner.example.com";
    lines.begin("user").text("id", ids[person]).text("displayName", name.display() + " (Partner)");
    lines.text("userPrincipalName", mail.replace('@', '_') + "#EXT#@" + Company.INITIAL_DOMAIN);
    lines.text("mail", mail).text("mailNickname", mail.replace('@', '_') + "#EXT#");
    lines.flag("accountEnabled", true).text("userType", "Guest");
    lines.text("creationType", "Invitation").text("externalUserState", "Accepted");
    lines.end();
  }

  // Within a department people form a complete tree; heads report to the first person.
  private static int manager(int person, Company.Department department) {
    int place = person - department.first();
    return place == 0 ? 0 : department.first() + (place - 1) / REPORTS;
  }

  /** Somebody of a department with people below, or its head. */
  static int someManager(Company.Department department, RandomGenerator random) {
    int managers = Math.max(1, (department.size() - 2) / REPORTS + 1);
    return department.first() + random.nextInt(Math.min(managers, department.size()));
  }

  /** The first person who reports to a manager. */
  static int firstReport(int manager, Company.Department department) {
    return department.first() + (manager - department.first()) * REPORTS + 1;
  }

  /** How many report to a manager inside the department. */
  static int reports(int manager, Company.Department department) {
    return Math.max(0, Math.min(REPORTS, department.end() - firstReport(manager, department)));
  }

  private static int depth(int place) {
    int depth = 0;
    for (int at = place; at > 0; at = (at - 1) / REPORTS) {
      depth++;
    }
    return Math.min(depth, TITLES.length - 1);
  }
}
