using System.Globalization;
using ActorSync.Core.Dialects;
using ActorSync.Engine.Gateway;
using Akka.Actor;
using NodaTime;

namespace ActorSync.Engine.Tests.Gateway;

public sealed class TargetAbsenceTests
{
    private const int Many = 100;

    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 1, 12, 0);

    private readonly TargetAbsence _absence = new();

    [Fact]
    public void A_row_of_failures_tells_it_though_other_requests_have_not_failed_yet()
    {
        Fail(TargetAbsence.FailuresThatTell - 1);
        Assert.Null(_absence.Next(Many));

        Fail(1);
        Assert.NotNull(_absence.Next(Many));
    }

    [Fact]
    public void An_answer_ends_it_however_many_tries_are_awaited()
    {
        Fail(TargetAbsence.FailuresThatTell);

        _absence.Answered();

        Assert.Null(_absence.Next(TargetAbsence.FailuresThatTell));
    }

    [Fact]
    public void The_try_of_the_request_that_is_given_up_first_is_shown()
    {
        var deliveries = Fail(3);
        Assert.Equal(Noon + Duration.FromSeconds(1), _absence.Next(3)?.At);

        _absence.Failed(new TryAwaited(deliveries[1], new AwaitedTry("nobody listens", 3, 5, Noon + Duration.FromSeconds(9))));
        Assert.Equal(3, _absence.Next(3)?.Number);

        _absence.Ended(deliveries[1]);
        Assert.Equal(Noon + Duration.FromSeconds(1), _absence.Next(2)?.At);
    }

    [Fact]
    public void Where_nothing_is_open_nothing_is_waited_for()
    {
        _absence.Ended(Fail(1)[0]);

        Assert.Null(_absence.Next(0));
    }

    /// <summary>So many fail, and are tried again after 1, 2, 3 s and so on.</summary>
    private List<Delivery> Fail(int count)
    {
        var deliveries = new List<Delivery>();
        foreach (var number in Enumerable.Range(1, count))
        {
            var request = new TargetRequest(RequestVerb.Get, "/" + number.ToString(CultureInfo.InvariantCulture), default, "GET /", null);
            var delivery = new Delivery(new Send(number, request, ActorRefs.Nobody));
            deliveries.Add(delivery);
            _absence.Failed(new TryAwaited(delivery, new AwaitedTry("nobody listens", 2, 5, Noon + Duration.FromSeconds(number))));
        }

        return deliveries;
    }
}
