using ActorSync.Core.Policies;
using ActorSync.Core.Roster;
using FsCheck;
using FsCheck.Fluent;

namespace ActorSync.Core.Tests.Roster;

public class RosterJoinProperties
{
    private static readonly Gen<string> Ids = Gen.Elements("E1", "E2", "E3", " E1 ", "", "{empty}");
    private static readonly Gen<string> Skills = Gen.Elements("Billing", "Spanish", "VIP", "billing", "Nope", "", "Gate_PCI");
    private static readonly Gen<string> Levels = Gen.Elements("3", "3.0", "4", "0", "", "x", "&&NO_OVERWRITE&&");
    private static readonly Gen<string> Dates = Gen.Elements("", "2025-01-01", "2025-06-30", "2026-01-01", "01/02/2025", "31/12/2025", "2025-02-30");
    private static readonly Gen<string> Statuses = Gen.Elements("", "active", "inactive", "gone");
    private static readonly Gen<string> Lists = Gen.Elements("", "{empty}", "&&NO_OVERWRITE&&", "Billing:3", "Billing:4;Spanish", "Nope:1", "Billing:3;Billing:4");
    private static readonly Gen<string> Certifications = Gen.Elements("", "PCI", "PCI|2025-01-01", "HIPAA||01/02/2025|renew", "PCI|x", "{empty}");

    private static readonly Gen<Messy> MessyRosters =
        from mode in Gen.Elements(SourceMode.Full, SourceMode.Partial)
        from people in Tuples(Ids, Gen.Elements("", "a@x.com", "A@X.com"), Statuses, Lists, Certifications)
        from skills in Tuples(Ids, Skills, Levels, Dates, Dates)
        from certifications in Tuples(Ids, Gen.Elements("PCI", "HIPAA", "Legacy", "pci"), Dates, Dates, Gen.Elements("", "renew", "bad"))
        select new Messy(mode, people, skills, certifications);

    [Fact]
    public void Every_row_is_accounted_for_exactly_once() => Prop
        .ForAll(
            MessyRosters.ToArbitrary(),
            messy =>
            {
                var reading = messy.Read(shuffle: 0);
                var counted = messy.People.Length + messy.Skills.Length + messy.Certifications.Length;
                return reading.Rows.AddUp && reading.Rows.Read == counted && reading.Rows.Accepted == reading.People.Values.Sum(person => (long)person.AcceptedRows);
            })
        .Check(Cases.Usual);

    [Fact]
    public void The_order_of_the_rows_changes_nothing_but_where_things_stand() => Prop
        .ForAll(
            MessyRosters.ToArbitrary(),
            Gen.Choose(1, 1_000_000).ToArbitrary(),
            (messy, seed) =>
            {
                var one = messy.Read(shuffle: 0);
                var other = messy.Read(seed);
                return one.Rows == other.Rows && one.ItemsRejected == other.ItemsRejected && one.RejectedPeople.SetEquals(other.RejectedPeople)
                    && Describe(one) == Describe(other);
            })
        .Check(Cases.Usual);

    [Fact]
    public void A_person_with_a_rejected_row_is_marked_and_every_rejected_row_has_a_finding() => Prop
        .ForAll(
            MessyRosters.ToArbitrary(),
            messy =>
            {
                var reading = messy.Read(shuffle: 0);
                return reading.People.Values.All(person => person.HasRejectedRow == reading.RejectedPeople.Contains(person.Id))
                    && reading.Findings.Count(finding => finding.Severity == FindingSeverity.Error) >= reading.Rows.Rejected + reading.ItemsRejected;
            })
        .Check(Cases.Usual);

    [Fact]
    public void No_name_is_both_stated_at_one_time_with_two_levels() => Prop
        .ForAll(
            MessyRosters.ToArbitrary(),
            messy => messy.Read(shuffle: 0).People.Values.All(person => person.Skills.Items.All(one => person.Skills.Items.All(
                other => one.Name != other.Name || one.Level == other.Level || one.Until <= other.From || other.Until <= one.From))))
        .Check(Cases.Usual);

    private static Gen<(string, string, string, string, string)[]> Tuples(
        Gen<string> one, Gen<string> two, Gen<string> three, Gen<string> four, Gen<string> five) =>
        (from a in one from b in two from c in three from d in four from e in five select (a, b, c, d, e)).ArrayOf();

    private static string Describe(RosterReading reading) => string.Join(
        '\n',
        reading.People.Values.OrderBy(person => person.Id).Select(person => string.Join(
            ' ',
            person.Id,
            person.Email?.ToUpperInvariant(),
            person.Status,
            person.HasRejectedRow,
            person.AcceptedRows,
            person.Skills.Statement,
            string.Join(',', person.Skills.Items.Select(item => $"{item.Name}={item.Level}@{item.From}-{item.Until}").Order(StringComparer.Ordinal)),
            string.Join(',', person.Skills.Untouched),
            person.Skills.HasUnknownName,
            person.Certifications.Statement,
            string.Join(',', person.Certifications.Items.Select(item => $"{item.Name}={item.IssuedOn}-{item.OfficialExpiry}{item.Renewal}")),
            string.Join(',', person.Certifications.Untouched))));

    internal sealed record Messy(
        SourceMode Mode,
        (string, string, string, string, string)[] People,
        (string, string, string, string, string)[] Skills,
        (string, string, string, string, string)[] Certifications)
    {
        public RosterReading Read(int shuffle)
        {
            var join = new RosterJoin(Given.Context(Mode));
            join.People(Ordered(People, shuffle));
            join.Skills(Ordered(Skills, shuffle));
            join.Certifications(Ordered(Certifications, shuffle));
            return join.Complete();
        }

        private static T[] Ordered<T>(T[] rows, int shuffle)
        {
            var ordered = rows.ToArray();
            if (shuffle != 0)
            {
                new System.Random(shuffle).Shuffle(ordered);
            }

            return ordered;
        }
    }
}
