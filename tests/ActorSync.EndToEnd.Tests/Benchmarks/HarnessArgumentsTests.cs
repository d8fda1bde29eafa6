using ActorSync.Benchmarks.Crashes;
using ActorSync.Benchmarks.Durability;
using ActorSync.Benchmarks.Runs;
using ActorSync.Core.Leases;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class HarnessArgumentsTests
{
    [Theory]
    [InlineData("No command is given; --help shows all.")]
    [InlineData("Not understood: whole; --help shows all.", "whole")]
    public void Whoever_names_no_command_is_sent_to_the_help(string problem, params string[] args)
    {
        Assert.Null(HarnessOptions.Parse(args, out var said));
        Assert.Equal(problem, said);
    }

    [Fact]
    public void An_option_that_is_not_understood_is_named_with_those_that_are()
    {
        Assert.Null(HarnessOptions.Parse(["whole-run", "--peple", "3"], out var problem));
        Assert.Equal($"Not understood: --peple 3\n{HarnessOptions.Help}", problem);
    }

    [Fact]
    public void Where_there_are_fewer_outcomes_each_has_an_actor_and_nothing_else_is_claimed()
    {
        Assert.Equal(1_000, DurablePlan.Parse(["--outcomes", "1000", "--person-actors", "2000"], out _)!.PersonActors);
        Assert.Null(DurablePlan.Parse(["--outcomes", "1"], out var problem));
        Assert.DoesNotContain("person actors", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_frozen_run_waits_for_the_lease_that_the_program_has_unless_it_is_told_another() =>
        Assert.Equal(TimeSpan.FromSeconds(LeaseTerm.DefaultSeconds), FrozenRunPlan.Parse([], out _)!.Lease);
}
