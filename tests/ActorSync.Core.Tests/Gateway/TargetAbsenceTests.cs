using System.Globalization;
using ActorSync.Core.Dialects;
using ActorSync.Core.Gateway;
using NodaTime;

namespace ActorSync.Core.Tests.Gateway;

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
    public void The_request_that_is_furthest_is_shown_and_no_other_while_it_is_open()
    {
        var deliveries = Fail(3);
        Await(deliveries[1], number: 3, most: 9);
        Assert.Equal((3, 9), Shown(3));

        Await(deliveries[0], number: 8, most: 145);
        Assert.Equal((3, 9), Shown(3));
        Await(deliveries[1], number: 4, most: 9);
        Assert.Equal((4, 9), Shown(3));
    }

    [Fact]
    public void The_number_does_not_fall_when_another_request_has_to_stand_in()
    {
        var deliveries = Fail(3);
        Await(deliveries[1], number: 6, most: 9);
        Assert.Equal((6, 9), Shown(3));

        _absence.Ended(deliveries[1]);

        Assert.Equal((6, 9), Shown(2));
        Await(deliveries[0], number: 7, most: 145);
        Assert.Equal((7, 145), Shown(2));
    }

    [Fact]
    public void What_it_can_come_to_at_most_does_not_fall_while_tries_are_kept_back()
    {
        var deliveries = Fail(1);
        Await(deliveries[0], number: 4, most: 37);
        Assert.Equal((4, 37), Shown(1));

        Await(deliveries[0], number: 4, most: 36); // The circuit was open: time has passed, and no try was made.
        Assert.Equal((4, 37), Shown(1));
        Await(deliveries[0], number: 5, most: 30);
        Assert.Equal((5, 37), Shown(1));
    }

    [Fact]
    public void Once_the_target_was_back_the_next_absence_counts_afresh()
    {
        var deliveries = Fail(2);
        Await(deliveries[1], number: 6, most: 9);
        Assert.Equal((6, 9), Shown(2));

        _absence.Answered();
        _absence.Ended(deliveries[1]);
        Await(deliveries[0], number: 3, most: 5);

        Assert.Equal((3, 5), Shown(1));
    }

    [Fact]
    public void Where_nothing_is_open_nothing_is_waited_for()
    {
        _absence.Ended(Fail(1)[0]);

        Assert.Null(_absence.Next(0));
    }

    private void Await(Delivery delivery, int number, int most) =>
        _absence.Failed(delivery, new AwaitedTry("nobody listens", number, most, Noon + Duration.FromSeconds(9)));

    private (int Number, int Most)? Shown(int open) => _absence.Next(open) is { } next ? (next.Number, next.Most) : null;

    /// <summary>So many fail, and are tried again after 1, 2, 3 s and so on.</summary>
    private List<Delivery> Fail(int count)
    {
        var deliveries = new List<Delivery>();
        foreach (var number in Enumerable.Range(1, count))
        {
            var request = new TargetRequest(RequestVerb.Get, "/" + number.ToString(CultureInfo.InvariantCulture), default, "GET /", null);
            var delivery = new Delivery(number, this, request, SendOrigin.Unnamed);
            deliveries.Add(delivery);
            _absence.Failed(delivery, new AwaitedTry("nobody listens", 2, 5, Noon + Duration.FromSeconds(number)));
        }

        return deliveries;
    }
}
