using System.Collections.Immutable;
using System.Text;
using ActorSync.Core.Dialects;
using ActorSync.Core.Runs;
using ActorSync.Core.Taxonomy;
using ActorSync.Core.Users;
using ActorSync.Simulation.Invariants;
using ActorSync.Simulation.Target;
using ActorSync.Simulation.Tests.Invariants;
using ActorSync.Simulation.Time;
using NodaTime;

namespace ActorSync.Simulation.Tests.Target;

public sealed class SimulatedTargetTests
{
    private const string User = "user-E01";

    private readonly SimulatedClock _clock = new();

    public static TheoryData<string> Dialects => ["guide", "genesys"];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void What_a_dialect_writes_is_held_and_read_back_by_it(string name)
    {
        var (dialect, target) = Make(name);
        var known = Read(dialect, target);
        ImmutableArray<Operation> grants = [new Operation.GrantSkill(new SkillId("s-Billing"), new Level(4), false, OperationCause.Stated)];

        var write = dialect.NextWrite(known, grants)!;
        var answer = target.Handle(write.Request);

        Assert.IsType<WriteVerdict.Applied>(dialect.Judge(write, answer.Status, answer.Body, known, SimulatedClock.Beginning));
        Assert.True(Read(dialect, target).Skills!.TryGet(new SkillId("s-Billing"), out var level));
        Assert.Equal(new Level(4), level);
        Assert.Equal((4m, ValueOwner.ActorSync), (target.Find(User)!.Skills["s-Billing"].Level, target.Find(User)!.Skills["s-Billing"].Owner));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Everybody_is_listed_with_a_state(string name)
    {
        var (dialect, target) = Make(name);

        var listed = dialect.UserListings.SelectMany(listing => dialect.ReadUsers(target.Handle(dialect.ListUsers(listing, 1)).Body, SimulatedClock.Beginning).Items).ToList();

        Assert.Equal([(User, UserState.Active), ("user-E02", UserState.Inactive)], listed.OrderBy(user => user.Id).Select(user => (user.Id.Value, user.State)));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Taking_what_a_person_gave_breaks_an_invariant_and_taking_what_ActorSync_gave_does_not(string name)
    {
        var (dialect, target) = Make(name);
        var revoke = new Operation.RevokeSkill(new SkillId("s-Sales"), new Level(2), false, OperationCause.NoLongerStated);
        var write = dialect.NextWrite(Read(dialect, target), [revoke])!;

        Assert.Equal(Rules.HandGivenLost, Assert.Throws<BrokenInvariantException>(() => target.Handle(write.Request)).Invariant);

        var user = target.Find(User)!;
        target.Set(user with { Skills = user.Skills.SetItem("s-Sales", new HeldValue(2, null, null, ValueOwner.ActorSync)) });
        target.Handle(write.Request);
        Assert.False(target.Find(User)!.Skills.ContainsKey("s-Sales"));
    }

    [Theory]
    [InlineData(ValueOwner.Hand, 0, true)]
    [InlineData(ValueOwner.Hand, 30, false)] // It goes on for a month.
    [InlineData(ValueOwner.ActorSync, 0, false)]
    public void Ending_what_a_person_gave_breaks_an_invariant_too(ValueOwner owner, int daysLeft, bool isLost)
    {
        var (dialect, target) = Make("guide");
        var user = target.Find(User)!;
        target.Set(user with { Certifications = user.Certifications.SetItem("c-PCI", new HeldValue(0, null, SimulatedClock.Beginning + Duration.FromDays(90), owner)) });
        var end = new Operation.EndCertification(new CertificationId("c-PCI"), default, new HeldCertification(null, SimulatedClock.Beginning + Duration.FromDays(daysLeft)), OperationCause.NoLongerStated);
        var write = dialect.NextWrite(Read(dialect, target), [end])!;

        Assert.Equal(isLost ? Rules.HandGivenLost : null, Breaks.By(() => target.Handle(write.Request)));
    }

    [Theory]
    [InlineData(OperationCause.Undone, true)] // Whoever takes the run back takes what was found of its write, and is told so.
    [InlineData(OperationCause.NoLongerStated, false)]
    public void What_a_person_gave_just_as_a_write_that_never_left_would_have_may_go_where_the_run_is_taken_back_alone(OperationCause cause, bool mayGo)
    {
        var (dialect, target) = Make("genesys");
        var run = new RunId("20260310T090000000Z");
        target.Intend(new JournalEntry.Intended(new UserId(User), run, 1, [new Operation.GrantSkill(new SkillId("s-Sales"), new Level(2), false, OperationCause.Stated)]));
        var write = dialect.NextWrite(Read(dialect, target), [new Operation.RevokeSkill(new SkillId("s-Sales"), new Level(2), false, cause)])!;

        Assert.Equal(mayGo ? null : Rules.HandGivenLost, Breaks.By(() => target.Handle(write.Request with { Carries = write.Carries })));
        Assert.Equal(mayGo, !target.Find(User)!.Skills.ContainsKey("s-Sales"));
    }

    [Theory]
    [InlineData(OperationCause.Undone, ValueOwner.Hand)]
    [InlineData(OperationCause.Stated, ValueOwner.ActorSync)]
    public void What_is_given_back_by_whoever_takes_a_run_back_is_again_whose_it_was(OperationCause cause, ValueOwner owner)
    {
        var (dialect, target) = Make("guide");
        target.MayBeTaken.Add(("E01", "s-Sales"));
        Apply(new Operation.RevokeSkill(new SkillId("s-Sales"), new Level(2), false, OperationCause.Zero));

        Apply(new Operation.GrantSkill(new SkillId("s-Sales"), new Level(2), false, cause));

        Assert.Equal(owner, target.Find(User)!.Skills["s-Sales"].Owner);

        void Apply(Operation operation)
        {
            var write = dialect.NextWrite(Read(dialect, target), [operation])!;
            target.Handle(write.Request with { Carries = write.Carries });
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Touching_what_is_not_managed_breaks_an_invariant(string name)
    {
        var (dialect, target) = Make(name);
        var rate = new Operation.RateSkill(new SkillId("s-VIP"), new Level(1), new Level(5), false, OperationCause.Stated);

        var write = dialect.NextWrite(Read(dialect, target), [rate])!;

        Assert.Equal(Rules.UnmanagedTouched, Assert.Throws<BrokenInvariantException>(() => target.Handle(write.Request)).Invariant);
    }

    [Fact]
    public void A_profile_that_forgets_a_name_breaks_an_invariant()
    {
        var (_, target) = Make("genesys");
        var user = target.Find(User)!;
        target.Set(user with { Certifications = user.Certifications.SetItem("Legacy", new HeldValue(0, null, null, ValueOwner.Hand)) });
        var body = Encoding.UTF8.GetBytes("""{"version": 1, "certifications": []}""");
        var patch = new TargetRequest(RequestVerb.Patch, $"/api/v2/users/{User}", body, "PATCH /api/v2/users/{id}", new UserId(User));

        Assert.Equal(Rules.UnmanagedTouched, Assert.Throws<BrokenInvariantException>(() => target.Handle(patch)).Invariant);
    }

    [Fact]
    public void An_old_version_of_a_profile_is_a_clash()
    {
        var (_, target) = Make("genesys");
        var body = Encoding.UTF8.GetBytes("""{"version": 7, "certifications": []}""");

        var answer = target.Handle(new TargetRequest(RequestVerb.Patch, $"/api/v2/users/{User}", body, "PATCH /api/v2/users/{id}", new UserId(User)));

        Assert.Equal(409, answer.Status);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_change_is_shown_only_after_its_lateness(string name)
    {
        var (dialect, target) = Make(name);
        _clock.Reach(TimeSpan.FromMinutes(1));
        var user = target.Find(User)!;
        target.Set(user with { Skills = user.Skills.Remove("s-Sales") });
        target.Lateness = TimeSpan.FromSeconds(3);

        Assert.True(Read(dialect, target).Skills!.Contains(new SkillId("s-Sales")));
        _clock.Reach(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(3));
        Assert.False(Read(dialect, target).Skills!.Contains(new SkillId("s-Sales")));
    }

    private static ObservedUser Read(ITargetDialect dialect, SimulatedTarget target)
    {
        var known = new ObservedUser(new UserId(User), null, null, UserState.Active, null, null, null, null, null, SimulatedClock.Beginning);
        foreach (var read in dialect.ReadUser(known, everything: true))
        {
            known = dialect.Fold(known, read, target.Handle(read).Body, SimulatedClock.Beginning);
        }

        return known;
    }

    private (ITargetDialect Dialect, SimulatedTarget Target) Make(string name)
    {
        var dialect = TargetDialects.Find(name)!;
        var skills = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, new[] { "Billing", "Sales", "VIP" }.Select(skill => KeyValuePair.Create("s-" + skill, skill)));
        var certifications = ImmutableSortedDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("Legacy", "Legacy"), KeyValuePair.Create("c-PCI", "PCI")]);
        var target = new SimulatedTarget(dialect, new TargetNames(skills, certifications, ["s-Billing", "s-Sales", "c-PCI"]), _clock, mayTakeWhatWasGiven: false, new RuleChecks());
        var held = ImmutableSortedDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("s-Sales", new HeldValue(2, null, null, ValueOwner.Hand)), KeyValuePair.Create("s-VIP", new HeldValue(1, null, null, ValueOwner.Hand))]);
        var none = ImmutableSortedDictionary.Create<string, HeldValue>(StringComparer.Ordinal);
        target.Set(new TargetUser(User, "E01", IsActive: true, 1, held, none));
        target.Set(new TargetUser("user-E02", "E02", IsActive: false, 1, none, none));
        return (dialect, target);
    }
}
