using ActorSync.Core.Pacing;

namespace ActorSync.Core.Tests.Pacing;

public sealed class LimitProbeTests
{
    private readonly LimitProbe _probe = new();

    [Fact]
    public void A_raise_is_found_once_all_its_requests_were_taken_one_after_the_other()
    {
        _probe.Begin(requests: 2);
        _probe.Sent(1);
        _probe.Sent(2); // Beside it: no part of the look.

        Assert.True(_probe.Is(1) && !_probe.Is(2));
        Assert.False(_probe.Accepted(2));
        Assert.False(_probe.Accepted(1));
        _probe.Sent(3);
        Assert.True(_probe.Accepted(3));
        Assert.False(_probe.IsOn);
    }

    [Fact]
    public void A_request_that_told_nothing_is_followed_by_another_one()
    {
        _probe.Begin(requests: 1);
        _probe.Sent(1);

        _probe.Lost(1);

        Assert.True(_probe is { IsOn: true, IsAwaited: false });
        _probe.Sent(2);
        Assert.True(_probe.Accepted(2));
    }

    [Fact]
    public void A_refusal_ends_it_and_what_comes_later_finds_nothing()
    {
        _probe.Begin(requests: 1);
        _probe.Sent(1);

        Assert.True(_probe.End());

        Assert.False(_probe.End());
        Assert.False(_probe.Accepted(1));
        Assert.True(_probe is { IsOn: false, IsAwaited: false });
    }

    [Fact]
    public void While_no_raise_is_looked_for_no_send_counts()
    {
        _probe.Sent(1);

        Assert.False(_probe.IsAwaited);
    }
}
