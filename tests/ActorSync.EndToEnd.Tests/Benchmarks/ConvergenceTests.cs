using System.Collections.Immutable;
using ActorSync.Benchmarks.Crashes;
using ActorSync.Benchmarks.Roster;
using ActorSync.Benchmarks.Target;
using ActorSync.Benchmarks.Taxonomy;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ConvergenceTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);
    private static readonly GeneratedCertification Pci = new("PCI", null, new DateOnly(2035, 1, 1), Renews: false);
    private static readonly ConfiguredTaxonomy Taxonomy = new(["Billing", "Spanish"], [new("PCI", "PCI_Gate", 5), new("Privacy", "Privacy_Gate", 5)]);

    [Theory]
    [InlineData("PCI, First Aid", 0)]
    [InlineData("PCI, Privacy, First Aid", 1)]
    [InlineData("First Aid", 1)]
    public void A_managed_name_of_a_profile_that_the_file_does_not_state_is_too_much(string names, int unlike) =>
        Assert.Equal(unlike, Genesys().Unlike([Person(Pci)], State(User(Names(names), ("PCI_Gate", 5)))));

    [Fact]
    public void So_is_a_gating_skill_that_stands_for_nothing_that_is_stated() =>
        Assert.Equal(1, Genesys().Unlike([Person(Pci)], State(User(Names("PCI"), ("PCI_Gate", 5), ("Privacy_Gate", 5)))));

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(1, 1)]
    public void On_a_target_with_dates_what_was_taken_has_ended(int minutesFromNow, int unlike)
    {
        var held = Names("PCI, Privacy").SetItem("PCI", new(null, Pci.LastMillisecond)).SetItem("Privacy", new(null, Now.AddMinutes(minutesFromNow)));

        Assert.Equal(unlike, Guide().Unlike([Person(Pci)], State(User(held))));
    }

    [Fact]
    public void Of_a_person_without_certifications_in_the_file_nothing_is_too_much_and_nothing_may_be_touched()
    {
        var (before, after) = (State(User(Names("Privacy"), ("Privacy_Gate", 5))), State(User(Names(string.Empty))));

        Assert.Equal(0, Genesys().Unlike([Person()], before));
        Assert.Equal(1, Genesys().Touched([Person()], before, after));
        Assert.Equal(0, Genesys().Touched([Person(Pci)], before, after));
    }

    [Theory]
    [InlineData("Privacy, First Aid", "PCI, First Aid", 0)]
    [InlineData("Privacy, First Aid", "PCI", 1)]
    [InlineData("Privacy", "PCI, First Aid", 1)]
    public void A_name_that_nobody_manages_is_touched_when_it_goes_or_comes(string before, string after, int touched) =>
        Assert.Equal(touched, Genesys().Touched([Person(Pci)], State(User(Names(before))), State(User(Names(after)))));

    [Fact]
    public void Dates_of_a_certification_that_nobody_manages_are_not_to_be_touched()
    {
        var (before, after) = (Names("First Aid").SetItem("First Aid", new(null, Now)), Names("First Aid").SetItem("First Aid", new(null, Now.AddDays(1))));

        Assert.Equal(1, Guide().Touched([Person(Pci)], State(User(before)), State(User(after))));
    }

    [Theory]
    [InlineData(-2, -1, 0)]
    [InlineData(-1, 1, 1)]
    [InlineData(1, 2, 1)]
    public void Two_runs_take_a_certification_at_instants_of_their_own_and_no_other_difference_is_the_same(int minutes, int others, int differences)
    {
        var (one, other) = (Names("PCI").SetItem("PCI", new(null, Now.AddMinutes(minutes))), Names("PCI").SetItem("PCI", new(null, Now.AddMinutes(others))));

        Assert.Equal(differences, StateDifference.Of(State(User(one)), State(User(other)), Now).Length);
    }

    private static Convergence Genesys() => new(Taxonomy, "genesys", "managed", new FakeTimeProvider(Now));

    private static Convergence Guide() => new(Taxonomy, "guide", "managed", new FakeTimeProvider(Now));

    private static GeneratedPerson Person(params ImmutableArray<GeneratedCertification> certifications) =>
        new("0001", "a@example.com", ImmutableSortedDictionary<string, int>.Empty.Add("Billing", 3), certifications);

    private static ImmutableSortedDictionary<string, TargetCertification> Names(string names) => names
        .Split(", ", StringSplitOptions.RemoveEmptyEntries)
        .ToImmutableSortedDictionary(name => name, _ => TargetCertification.Undated, StringComparer.Ordinal);

    private static TargetUser User(ImmutableSortedDictionary<string, TargetCertification> certifications, params ReadOnlySpan<(string Name, decimal Level)> gates)
    {
        var skills = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal).Add("Billing", 3);
        foreach (var (name, level) in gates)
        {
            skills = skills.Add(name, level);
        }

        return new TargetUser("0001", skills, certifications);
    }

    private static TargetState State(TargetUser user) => new(4, 2, ImmutableDictionary<string, TargetUser>.Empty.Add(user.EmployeeId, user));
}
