using System.Collections.Immutable;
using ActorSync.Core.Dialects;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Engine.Hosting.Options;
using ActorSync.Engine.Taxonomy;
using ActorSync.Engine.Users.Observation;
using ActorSync.Sandbox.Seeding;
using NodaTime;
using Observed = ActorSync.Engine.Users.Observation.ObservationResult<System.Collections.Immutable.ImmutableArray<ActorSync.Core.Users.ObservedUser>>;

namespace ActorSync.Engine.Tests.Users.Observation;

public sealed class ReadHoldingsTests
{
    private static readonly Instant Expiry = Instant.FromUtc(2031, 1, 14, 23, 59, 59) + Duration.FromMilliseconds(999);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_few_lists_of_holders_stand_for_a_read_per_user_and_show_managed_names_only()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230));
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.All(read, user => Assert.True(user.IsKnown));
        Assert.Equal(230, read.Count(user => user.Skills!.Count == 1));
        Assert.Equal(20, read.Count(user => user.Skills!.Count == 0));
        Assert.DoesNotContain(read, user => user.Skills!.Any(pair => taxonomy.NameOf(pair.Key) is null));
        Assert.All(read.Where(user => user.Certifications!.Count > 0), user => Assert.Equal(Expiry, user.Certifications!.Single().Value.ExpiresOn));

        // Three pages of the managed skill, one of the managed skill that nobody holds, three of the certification.
        Assert.Equal(7, target.Sent.Length - before);
        Assert.DoesNotContain(target.Sent.Skip(before), sent => sent.Contains("/api/v2/users", StringComparison.Ordinal));
        Assert.All(read, user => Assert.Equal(SandboxTarget.Start + Duration.FromSeconds(before), user.ObservedAt));
    }

    [Fact]
    public async Task A_few_people_are_left_to_be_read_singly_without_asking_for_any_list()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230));
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;

        var read = await ReadAsync(target, users[..1], taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.Equal(users[..1], read.AsEnumerable());
        Assert.Equal(before, target.Sent.Length);
    }

    [Fact]
    public async Task The_ledgers_counts_settle_the_way_without_a_request()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230));
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;
        var counts = new HolderCounts(
            taxonomy.Skills.Values.ToImmutableDictionary(id => id, _ => 230),
            taxonomy.Certifications.Values.ToImmutableDictionary(id => id, _ => 230));

        var read = await ReadAsync(target, users[..3], taxonomy, ObserveBy.Auto, counts);

        Assert.Equal(users[..3], read.AsEnumerable());
        Assert.Equal(before, target.Sent.Length);
    }

    [Fact]
    public async Task Without_counts_the_first_pages_settle_it_and_are_all_that_is_lost()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 350, holders: 330));
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;

        // A list looks cheaper than three reads until its first page says that three more follow.
        var read = await ReadAsync(target, users[..3], taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.Equal(users[..3], read.AsEnumerable());
        Assert.InRange(target.Sent.Length - before, 2, 3);
        Assert.DoesNotContain(target.Sent.Skip(before), sent => !sent.EndsWith("pageNumber=1", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("guide")]
    [InlineData("genesys")]
    public async Task By_user_everybody_in_scope_is_left_to_be_read_singly(string dialect)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, Seed(people: 20, holders: 20));
        var (users, taxonomy) = await ListAsync(target);

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.User, HolderCounts.Unknown);

        Assert.All(read, user => Assert.True(user.Skills is null && user.Certifications is null));
    }

    [Fact]
    public async Task A_listing_that_carries_assignments_needs_nothing_more()
    {
        await using var target = await SandboxTarget.StartAsync("genesys", Seed(people: 20, holders: 20), ["expanded-fields-absent:probability=0.3"]);
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.Equal(users, read.AsEnumerable());
        Assert.Equal(before, target.Sent.Length);
    }

    [Fact]
    public async Task A_list_that_stays_short_of_its_total_makes_the_holdings_unknown_instead_of_none()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230), ["rows-skipped:route=skills/"]);
        var (users, taxonomy) = await ListAsync(target);

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.All(read, user => Assert.Null(user.Skills));
        Assert.All(read, user => Assert.NotNull(user.Certifications));
    }

    [Fact]
    public async Task Lists_of_holders_that_are_too_large_are_asked_for_in_smaller_pages_and_only_the_first_has_to_find_their_size()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230), ["response-too-large:size=30"]);
        var (users, taxonomy) = await ListAsync(target);
        var before = target.Sent.Length;

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.All(read, user => Assert.True(user.IsKnown));
        Assert.Equal(230, read.Count(user => user.Skills!.Count == 1));
        Assert.Equal(230, read.Count(user => user.Certifications!.Count == 1));
        var sizes = target.Sent.Skip(before).Select(sent => sent.Split("pageSize=")[1].Split('&')[0]).ToList();

        // Ten pages of the managed skill, one of the managed skill that nobody holds, ten of the certification.
        Assert.Equal((2, 2, 21), (sizes.Count(size => size == "100"), sizes.Count(size => size == "50"), sizes.Count(size => size == "25")));
        Assert.Equal(25, sizes.Count);
    }

    [Fact]
    public async Task Lists_of_holders_that_are_too_large_in_any_size_leave_the_holdings_to_be_read_singly()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230), ["response-too-large:size=5,route=skills/"]);
        var (users, taxonomy) = await ListAsync(target);

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.All(read, user => Assert.True(user.Skills is null && user.Certifications is not null));
    }

    [Fact]
    public async Task A_skill_deleted_meanwhile_leaves_skills_unknown()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 50, holders: 40));
        var (users, taxonomy) = await ListAsync(target);
        var gone = taxonomy.Skills[new("Unused")];
        target.Instead = request => request.Path.Contains(gone.Value, StringComparison.Ordinal) ? new TargetOutcome.Answered(404, default, SandboxTarget.Start) : null;

        var read = await ReadAsync(target, users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown);

        Assert.All(read, user => Assert.True(user.Skills is null && user.Certifications is not null));
    }

    [Fact]
    public async Task A_failure_on_the_way_comes_back_as_a_value()
    {
        await using var target = await SandboxTarget.StartAsync("guide", Seed(people: 250, holders: 230));
        var (users, taxonomy) = await ListAsync(target);
        target.Instead = request => request.Path.Contains("pageNumber=2", StringComparison.Ordinal) ? new TargetOutcome.NotSent(null) : null;

        var result = await new TargetObserver(target.Dialect, target).ReadHoldingsAsync(users, taxonomy, ObserveBy.Auto, HolderCounts.Unknown, Cancellation);

        Assert.Equal(new ObservationFailure.Interrupted(null), Assert.IsType<Observed.Failed>(result).Failure);
    }

    [Theory]
    [InlineData("guide")]
    [InlineData("genesys")]
    public async Task What_is_left_unknown_is_known_after_the_dialects_reads(string dialect)
    {
        await using var target = await SandboxTarget.StartAsync(dialect, Seed(people: 5, holders: 4));
        var (users, _) = await ListAsync(target);
        foreach (var user in users)
        {
            var known = user with { Skills = null, Certifications = null };
            foreach (var request in target.Dialect.ReadUser(known, everything: false))
            {
                var answer = Assert.IsType<TargetOutcome.Answered>(await target.SendAsync(request, Cancellation));
                known = target.Dialect.Fold(known, request, answer.Body, answer.SentAt);
            }

            Assert.True(known.IsKnown);
            Assert.Equal(user.EmployeeId == "00004" ? 1 : 2, known.Skills!.Count);
        }
    }

    private static async Task<(ImmutableArray<ObservedUser> Users, TargetTaxonomy Taxonomy)> ListAsync(SandboxTarget target)
    {
        var declared = new DeclaredTaxonomy(
            [Declared("Billing", managed: true), Declared("Unused", managed: true), Declared("By hand", managed: false)],
            [new DeclaredCertification(new("PCI"), null, 365, null, Managed: true)]);
        var taxonomy = Assert.IsType<ObservationResult<TaxonomyReading>.Read>(await new TaxonomyReader(target.Dialect, target).ReadAsync(declared, Cancellation));
        var users = Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ListUsersAsync(Cancellation));
        return (users.Value, taxonomy.Value.Taxonomy);

        static DeclaredSkill Declared(string name, bool managed) => new(new(name), null, null, managed, null);
    }

    private static async Task<ImmutableArray<ObservedUser>> ReadAsync(
        SandboxTarget target, ImmutableArray<ObservedUser> users, TargetTaxonomy taxonomy, ObserveBy by, HolderCounts counts) =>
        Assert.IsType<Observed.Read>(await new TargetObserver(target.Dialect, target).ReadHoldingsAsync(users, taxonomy, by, counts, Cancellation)).Value;

    private static SandboxSeed Seed(int people, int holders) => new()
    {
        Skills = [new("Billing"), new("Unused"), new("By hand")],
        Certifications = [new("PCI", 365)],
        Users =
        [
            .. Enumerable.Range(0, people).Select(index => new SeedUser($"{index:00000}", $"p{index}@example.com", $"Person {index}")
            {
                Skills = index < holders ? [new("Billing", 3), new("By hand", 2)] : [new("By hand", 2)],
                Certifications = index < holders ? [new("PCI", null, Expiry)] : [],
            }),
        ],
    };
}
