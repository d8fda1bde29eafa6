using ActorSync.Core.Gateway;
using ActorSync.Engine.Gateway;
using Microsoft.Extensions.Time.Testing;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class HostCircuitTests
{
    private const int Minimum = 4;
    private const string Works = "works";
    private const string Fails = "fails";
    private const string NeverBegan = "never began";
    private const string IsOpen = "is open";

    private readonly SettableTime _time = new();
    private readonly HostCircuit<string> _circuit;

    public HostCircuitTests() => _circuit = new HostCircuit<string>(
        _time,
        Minimum,
        TimeSpan.FromMinutes(1),
        static result => result is Fails or NeverBegan ? new HostFailure(TransientKind.Broken, result) : null, // What never began is no failure all the same.
        static result => result == NeverBegan);

    [Fact]
    public async Task Attempts_that_never_began_are_no_successes_that_keep_it_closed()
    {
        for (var attempt = 0; attempt < Minimum; attempt++)
        {
            Assert.Equal(NeverBegan, await Attempt(NeverBegan));
            Assert.Equal(Fails, await Attempt(Fails));
        }

        Assert.Equal(IsOpen, await Attempt(Works));
    }

    [Fact]
    public async Task Attempts_that_never_began_are_no_failures_that_open_it()
    {
        for (var attempt = 0; attempt < Minimum * 2; attempt++)
        {
            await Attempt(NeverBegan);
        }

        Assert.Equal(Works, await Attempt(Works));
    }

    [Fact]
    public async Task A_trial_that_never_began_leaves_it_open_and_the_turn_to_the_next()
    {
        await OpenAsync();
        _time.Advance(HostCircuit<string>.Pause);

        Assert.Equal(NeverBegan, await Attempt(NeverBegan));
        Assert.Equal(Fails, await Attempt(Fails));
        Assert.Equal(IsOpen, await Attempt(Works)); // The trial that failed has opened it for another pause.
        _time.Advance(HostCircuit<string>.Pause);

        Assert.Equal(NeverBegan, await Attempt(NeverBegan));
        Assert.Equal(Works, await Attempt(Works));
        Assert.Equal(Fails, await Attempt(Fails));
        Assert.Equal(Works, await Attempt(Works));
    }

    [Fact]
    public async Task A_trial_that_ends_in_a_fault_leaves_the_turn_to_the_next()
    {
        await OpenAsync();
        _time.Advance(HostCircuit<string>.Pause);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Attempt(Task.FromException<string>(new InvalidOperationException())));

        Assert.Equal(Works, await Attempt(Works));
    }

    [Fact]
    public async Task While_a_trial_is_under_way_nobody_else_has_a_turn_until_it_takes_longer_than_a_pause()
    {
        await OpenAsync();
        _time.Advance(HostCircuit<string>.Pause);
        var held = new TaskCompletionSource<string>();
        var trial = Attempt(held.Task);

        Assert.Equal(IsOpen, await Attempt(Works));
        _time.Advance(HostCircuit<string>.Pause);
        Assert.Equal(Works, await Attempt(Works));

        held.SetResult(Fails);
        Assert.Equal(Fails, await trial);
        Assert.Equal(Works, await Attempt(Works)); // It was the trial of an opening that is over.
    }

    [Fact]
    public async Task A_trial_that_took_longer_than_a_pause_has_no_turn_left_to_give_back()
    {
        await OpenAsync();
        _time.Advance(HostCircuit<string>.Pause);
        var (first, second) = (new TaskCompletionSource<string>(), new TaskCompletionSource<string>());
        var firstTrial = Attempt(first.Task);
        _time.Advance(HostCircuit<string>.Pause);
        var secondTrial = Attempt(second.Task);

        first.SetResult(NeverBegan);
        Assert.Equal(NeverBegan, await firstTrial);
        Assert.Equal(IsOpen, await Attempt(Works)); // It is the second's turn.

        second.SetResult(NeverBegan);
        Assert.Equal(NeverBegan, await secondTrial);
        Assert.Equal(Works, await Attempt(Works));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_wall_clock_that_is_set_while_it_is_open_neither_puts_the_trial_off_nor_brings_it_forward(int hours)
    {
        await OpenAsync();
        _time.Set(TimeSpan.FromHours(hours));

        Assert.Equal(IsOpen, await Attempt(Works));
        _time.Advance(HostCircuit<string>.Pause);
        Assert.Equal(Works, await Attempt(Works));

        for (var attempt = 1; attempt < Minimum; attempt++)
        {
            Assert.Equal(Fails, await Attempt(Fails));
        }

        Assert.Equal(Works, await Attempt(Works)); // It has closed, and counts anew.
    }

    private async Task OpenAsync()
    {
        for (var attempt = 0; attempt < Minimum; attempt++)
        {
            await Attempt(Fails);
        }

        Assert.Equal(IsOpen, await Attempt(Works));
    }

    private Task<string> Attempt(string result) => Attempt(Task.FromResult(result));

    private Task<string> Attempt(Task<string> result) => _circuit.AttemptAsync(
        static async (result, _) => await result, static (_, _) => IsOpen, result, CancellationToken.None).AsTask();

    /// <summary>Time that the test lets pass, with a wall clock that somebody sets.</summary>
    private sealed class SettableTime : FakeTimeProvider
    {
        private TimeSpan _set;

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _set;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;

        public void Set(TimeSpan by) => _set += by;
    }
}
