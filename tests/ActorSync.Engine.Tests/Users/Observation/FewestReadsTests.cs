using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Gateway;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Users.Observation;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace ActorSync.Engine.Tests.Users.Observation;

/// <summary>The guide's formula for the fewest reads, on random numbers of holders.</summary>
public sealed class FewestReadsTests
{
    private static readonly GuideDialect Guide = new();

    [Fact]
    public void With_the_ledgers_counts_the_reads_are_the_formulas() => ForAll((lists, people) =>
        Assert.Equal(Math.Min(lists.Sum(PagesOf), people), Reads(lists, people, known: true)));

    [Fact]
    public void Without_counts_at_most_the_first_pages_come_on_top() => ForAll((lists, people) =>
        Assert.InRange(Reads(lists, people, known: false), Math.Min(lists.Sum(PagesOf), people), Math.Min(lists.Sum(PagesOf), people) + lists.Length));

    private static int PagesOf(int holders) => Math.Max(1, (holders + 99) / 100);

    // The requests for lists, and one more for each person who is left unknown.
    private static int Reads(int[] lists, int people, bool known)
    {
        var target = new ListsOfHolders(lists);
        var skills = Enumerable.Range(0, lists.Length).Select(index => new SkillName($"s{index}")).ToArray();
        var taxonomy = new TargetTaxonomy(
            new DeclaredTaxonomy(skills.Select(name => new DeclaredSkill(name, null, null, Managed: true, null)), []),
            skills.ToImmutableSortedDictionary(name => name, name => new SkillId(name.Value)),
            ImmutableSortedDictionary<CertificationName, CertificationId>.Empty);
        var users = Enumerable.Range(0, people).Select(index => new ObservedUser(
            new($"u{index}"), null, null, UserState.Active, null, null, null, null, Holdings<CertificationId, HeldCertification>.Empty, Instant.MinValue)).ToImmutableArray();
        var counts = known ? new HolderCounts(lists.Select((count, index) => (count, index)).ToImmutableDictionary(l => new SkillId($"s{l.index}"), l => l.count), HolderCounts.Unknown.Certifications) : HolderCounts.Unknown;

        var read = new TargetObserver(Guide, target).ReadHoldingsAsync(users, taxonomy, ObserveBy.Auto, counts, CancellationToken.None).GetAwaiter().GetResult();

        return target.Requests + ((ObservationResult<ImmutableArray<ObservedUser>>.Read)read).Value.Sum(user => Guide.ReadUser(user, everything: false).Length);
    }

    private static void ForAll(Action<int[], int> holds) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            holds([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => random.Next(4) == 0 ? 0 : random.Next(500))], random.Next(30));
        }).QuickCheckThrowOnFailure();

    /// <summary>Answers lists of holders alone, by the counts given.</summary>
    private sealed class ListsOfHolders(int[] counts) : ITargetClient
    {
        public int Requests { get; private set; }

        public Task<TargetOutcome> SendAsync(TargetRequest request, CancellationToken cancellationToken)
        {
            Requests++;
            var index = int.Parse(request.Path.Split('/')[4].AsSpan(1), CultureInfo.InvariantCulture);
            var page = int.Parse(request.Path[(request.Path.LastIndexOf('=') + 1)..], CultureInfo.InvariantCulture);
            var rows = string.Join(',', Enumerable.Range(0, counts[index]).Skip((page - 1) * 100).Take(100).Select(user => $$"""{"id": "u{{user}}", "level": 1}"""));
            var body = $$"""{"entities": [{{rows}}], "pageSize": 100, "pageNumber": {{page}}, "total": {{counts[index]}}, "pageCount": {{(counts[index] + 99) / 100}}}""";
            return Task.FromResult<TargetOutcome>(new TargetOutcome.Answered(200, Encoding.UTF8.GetBytes(body), Instant.MinValue));
        }
    }
}
