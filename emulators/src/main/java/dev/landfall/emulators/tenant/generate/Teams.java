package dev.landfall.emulators.tenant.generate;

import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The groups: kinds, nesting, written-back ones, and members by a long-tailed distribution. */
final class Teams {
  static final String SID = "S-1-5-21-1004336348-1177238915-682003330-";
  private static final String[] WORDS =
      ("Apollo Atlas Aurora Beacon Borealis Catalyst Cedar Comet Compass Coral Delta Dynamo Echo"
              + " Ember Falcon Fjord Gemini Granite Harbor Horizon Indigo Jasper Kepler Lagoon"
              + " Lighthouse Magnolia Meridian Nimbus Nova Oak Orion Pioneer Quartz Raven Sequoia"
              + " Summit Tundra Vega Willow Zephyr")
          .split(" ");
  private static final String[] PURPOSES =
      ("Team Project Board Reviewers Readers Owners Approvers Community Licences VPN Printers Share"
              + " Mailbox Training Audit Release Support Onboarding")
          .split(" ");

  /** What a group is; with its share in parts of 100. */
  private enum Kind {
    SECURITY(34),
    SYNCED(30),
    MICROSOFT_365(24),
    WRITTEN_BACK(7),
    DYNAMIC(5);

    private final int share;

    Kind(int share) {
      this.share = share;
    }

    static Kind of(int draw) {
      int left = draw;
      for (Kind kind : values()) {
        left -= kind.share;
        if (left < 0) {
          return kind;
        }
      }
      throw new IndexOutOfBoundsException(draw);
    }
  }

  private final Company company;
  private final People people;
  private final Lines lines;
  private final RandomGenerator random;

  Teams(Company company, People people, Lines lines, RandomGenerator random) {
    this.company = company;
    this.people = people;
    this.lines = lines;
    this.random = random;
  }

  void write(int groups, long memberships) throws IOException {
    int[] sizes = sizes(groups, memberships);
    String[] ids = new String[groups];
    Kind[] kinds = new Kind[groups];
    // One dynamic group for each department, then groups of somebody's direct reports.
    int wholeDepartments = 0;
    for (int i = 0; i < groups; i++) {
      ids[i] = lines.id();
      kinds[i] = Kind.of(random.nextInt(100));
      Company.Department home = home();
      int manager = People.someManager(home, random);
      boolean whole = wholeDepartments < company.departments().size();
      if (kinds[i] == Kind.DYNAMIC && whole) {
        home = company.departments().get(wholeDepartments++);
      }
      group(i, ids[i], kinds[i], home, whole ? "" : people.id(manager));
      if (kinds[i] != Kind.DYNAMIC) {
        members(ids[i], home, sizes[i]);
      } else if (whole) {
        members(ids[i], home.first(), home.size(), home.size(), 1);
      } else {
        int first = People.firstReport(manager, home);
        int reports = People.reports(manager, home);
        members(ids[i], first, reports, reports, 1);
      }
      owners(ids[i], kinds[i], home);
      nest(i, ids, kinds);
    }
  }

  // Pareto: most groups are small, a few hold nearly everybody. Scaled so that the sum is right.
  private int[] sizes(int groups, long memberships) {
    double[] weights = new double[groups];
    for (int i = 0; i < groups; i++) {
      weights[i] = Math.pow(1 - random.nextDouble(), -1 / 1.15);
    }
    double low = 0;
    double high = company.people();
    int[] sizes = new int[groups];
    for (int round = 0; round < 60; round++) {
      double factor = (low + high) / 2;
      long sum = 0;
      for (int i = 0; i < groups; i++) {
        sizes[i] = (int) Math.min(company.people(), Math.round(weights[i] * factor));
        sum += sizes[i];
      }
      if (sum > memberships) {
        high = factor;
      } else {
        low = factor;
      }
    }
    return sizes;
  }

  private Company.Department home() {
    return company.departmentOf(random.nextInt(company.people()));
  }

  private void group(int number, String id, Kind kind, Company.Department home, String manager)
      throws IOException {
    String name =
        home.name()
            + " "
            + WORDS[random.nextInt(WORDS.length)]
            + " "
            + PURPOSES[random.nextInt(PURPOSES.length)]
            + " "
            + (number + 1);
    boolean unified =
        kind == Kind.MICROSOFT_365 || kind == Kind.WRITTEN_BACK && random.nextBoolean();
    String nickname = Names.plain(name.replace(' ', '-'));
    nickname = nickname.substring(Math.max(0, nickname.length() - 60));
    lines.begin("group").text("id", id).text("displayName", name);
    if (random.nextInt(3) == 0) {
      lines.text("description", "For people of " + home.name() + ".");
    }
    lines.flag("mailEnabled", unified).flag("securityEnabled", !unified || random.nextInt(4) == 0);
    lines.text("mailNickname", nickname);
    if (unified) {
      String mail = nickname + "@" + Company.DOMAIN;
      lines.list("groupTypes", "Unified").text("mail", mail);
      lines.list("proxyAddresses", "SMTP:" + mail);
      lines.text("visibility", random.nextInt(3) == 0 ? "Private" : "Public");
    } else if (kind == Kind.DYNAMIC) {
      lines.list("groupTypes", "DynamicMembership");
      lines.text(
          "membershipRule",
          manager.isEmpty()
              ? "user.department -eq \"" + home.name() + "\""
              : "Direct Reports for \"" + manager + "\"");
      lines.text("membershipRuleProcessingState", "On");
    } else {
      lines.list("groupTypes");
    }
    if (kind == Kind.WRITTEN_BACK) {
      lines.object("writebackConfiguration").flag("isEnabled", true);
      lines
          .text(
              "onPremisesGroupType",
              unified ? "universalDistributionGroup" : "universalSecurityGroup")
          .end();
    } else if (unified) {
      lines.object("writebackConfiguration").flag("isEnabled", false).end();
    }
    if (kind == Kind.SYNCED) {
      lines.flag("onPremisesSyncEnabled", true);
      lines.text("onPremisesSamAccountName", "g-" + (number + 1));
      lines.text("onPremisesSecurityIdentifier", SID + (5_000_000 + number));
      lines.text("onPremisesDomainName", Company.FOREST);
      lines.text("onPremisesNetBiosName", Company.NETBIOS);
    }
    lines.end();
  }

  /** Most from the home department, the others from anywhere. */
  private void members(String id, Company.Department home, int size) throws IOException {
    int local = Math.min(home.size(), size < home.size() ? (size * 7 + 9) / 10 : home.size());
    members(id, home.first(), home.size(), Math.min(local, size), step(home.size()));
    int others = company.people() - home.size();
    int rest = Math.min(size - local, others);
    if (rest > 0) {
      int step = step(others);
      int at = random.nextInt(others);
      for (int done = 0; done < rest; ) {
        lines.portion("members", id);
        for (int i = 0; i < Lines.PORTION && done < rest; i++, done++) {
          // Counted around the home department, so that nobody is a member twice.
          lines.id(people.id(at < home.first() ? at : at + home.size()));
          at = (int) (((long) at + step) % others);
        }
        lines.endPortion();
      }
    }
  }

  private void members(String id, int first, int range, int count, int step) throws IOException {
    int at = range == 0 ? 0 : random.nextInt(range);
    for (int done = 0; done < count; ) {
      lines.portion("members", id);
      for (int i = 0; i < Lines.PORTION && done < count; i++, done++) {
        lines.id(people.id(first + at));
        at = (int) (((long) at + step) % range);
      }
      lines.endPortion();
    }
  }

  /** A step that visits every place of a range once. */
  private int step(int range) {
    if (range < 3) {
      return 1;
    }
    int step = 1 + random.nextInt(range - 1);
    while (gcd(step, range) != 1) {
      step = step % (range - 1) + 1;
    }
    return step;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private void owners(String id, Kind kind, Company.Department home) throws IOException {
    if (kind != Kind.SYNCED) {
      lines.portion("owners", id);
      lines.id(people.id(home.first() + random.nextInt(Math.min(home.size(), 50))));
      lines.endPortion();
    }
  }

  /** A tenth of the security groups hold one or two older groups; so there are no circles. */
  private void nest(int number, String[] ids, Kind[] kinds) throws IOException {
    boolean holds = kinds[number] == Kind.SECURITY || kinds[number] == Kind.SYNCED;
    if (!holds || number == 0 || random.nextInt(10) != 0) {
      return;
    }
    int[] inner = {random.nextInt(number), random.nextInt(number)};
    int[] fit = Arrays.stream(inner).distinct().filter(i -> kinds[i] == kinds[number]).toArray();
    if (fit.length > 0) {
      lines.portion("members", ids[number]);
      for (int i : fit) {
        lines.id(ids[i]);
      }
      lines.endPortion();
    }
  }
}
