using ActorSync.Benchmarks;
using ActorSync.Benchmarks.Processes;

namespace ActorSync.EndToEnd.Tests.Benchmarks;

public sealed class ProgramProcessTests
{
    private const int Patience = 60_000;

    [Theory]
    [InlineData("ACTORSYNC_Target__Tokens", true)]
    [InlineData("DOTNET_gcServer", true)]
    [InlineData("COMPlus_TieredPGO", true)]
    [InlineData("DOTNET_ROOT", false)]
    [InlineData("DOTNET_ROOT_X64", false)]
    [InlineData("DOTNET_ROLL_FORWARD", false)]
    [InlineData("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", false)]
    [InlineData("PATH", false)]
    public void What_would_change_a_measured_process_is_kept_from_it_and_what_it_starts_by_is_not(string variable, bool isKept) =>
        Assert.Equal(isKept, ProgramProcess.WouldChangeIt(variable));

    [Fact(Timeout = Patience)]
    public async Task What_does_not_come_to_its_end_is_killed_and_said_so()
    {
        var clock = new LeapingClock();
        await using var process = ProgramProcess.Start(Checkout.Find(published: null), ["sandbox", "--port", "0"], clock);

        clock.Pass(ProgramProcess.LongestLife);

        var hung = await Assert.ThrowsAsync<HarnessException>(() => process.EndAsync(TestContext.Current.CancellationToken));
        Assert.StartsWith("sandbox hung", hung.Message, StringComparison.Ordinal);
        Assert.True(process.Ended.IsCompletedSuccessfully);
    }

    [Fact(Timeout = Patience)]
    public async Task A_server_that_said_that_it_is_there_lives_as_long_as_it_is_needed()
    {
        var clock = new LeapingClock();
        await using var process = ProgramProcess.Start(Checkout.Find(published: null), ["sandbox", "--port", "0"], clock);
        await process.LineAsync(line => line.StartsWith("listening on ", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        clock.Pass(ProgramProcess.LongestLife);

        await UntilLookedAtAsync(process);
        await UntilLookedAtAsync(process);
        Assert.False(process.Ended.IsCompleted);
    }

    // Each look leaves a new object.
    private static async Task UntilLookedAtAsync(ProgramProcess process)
    {
        var last = process.Usage;
        while (ReferenceEquals(last, process.Usage) && !process.Ended.IsCompleted)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The system's clock, which a test sends ahead.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _ahead;

        public void Pass(TimeSpan time) => Interlocked.Add(ref _ahead, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => System.GetTimestamp() + Interlocked.Read(ref _ahead);
    }
}
