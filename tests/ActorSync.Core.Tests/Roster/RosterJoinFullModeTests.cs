using ActorSync.Core.Policies;
using ActorSync.Core.Roster;

namespace ActorSync.Core.Tests.Roster;

public class RosterJoinFullModeTests
{
    private readonly RosterJoin _full = new(Given.Context(SourceMode.Full));
    private readonly RosterJoin _partial = new(Given.Context());

    [Fact]
    public void A_person_without_rows_in_a_given_sheet_has_none_in_full_mode_and_says_nothing_in_partial_mode()
    {
        foreach (var join in new[] { _full, _partial })
        {
            join.People(("E1", "", "", "", ""), ("E2", "", "", "", ""));
            join.Skills(("E2", "Billing", "3", "", ""));
        }

        var full = _full.Complete();

        Assert.Equal(Statement.Stated, full.Person("E1").Skills.Statement);
        Assert.Empty(full.Person("E1").Skills.Items);
        Assert.Equal(Statement.NotStated, full.Person("E1").Certifications.Statement);
        Assert.Equal(Statement.NotStated, _partial.Complete().Person("E1").Skills.Statement);
    }

    [Fact]
    public void A_person_s_own_row_is_that_of_the_person_sheet_wherever_it_stands_among_the_files()
    {
        _partial.Skills(("E1", "Billing", "3", "", ""), ("E2", "Billing", "3", "", ""));
        _partial.People(("E1", "", "", "", ""));

        var reading = _partial.Complete();

        Assert.Equal((new RowRef(0, 2), new RowRef(1, 2)), (reading.Person("E1").First, reading.Person("E1").Row));
        Assert.Equal(new RowRef(0, 3), reading.Person("E2").Row);
    }

    [Fact]
    public void Leave_as_is_wins_over_the_none_that_a_full_sheet_implies()
    {
        _full.People(("E1", "", "", "&&NO_OVERWRITE&&", ""));
        _full.Skills(("E1", "Billing", "&&NO_OVERWRITE&&", "", ""));

        Assert.Equal(Statement.LeaveAsIs, _full.Complete().Person().Skills.Statement);
    }

    [Fact]
    public void The_list_of_a_person_row_stands_where_the_full_sheet_has_no_rows_of_that_person()
    {
        _full.People(("E1", "", "", "Billing:3", ""), ("E2", "", "", "", ""));
        _full.Skills(("E2", "Billing", "3", "", ""));

        Assert.Equal(["Billing=3"], _full.Complete().Person("E1").Skills.Items());
    }

    [Fact]
    public void In_full_mode_a_person_only_in_other_sheets_is_rejected_and_not_absent()
    {
        _full.People(("E1", "", "", "", ""));
        _full.Skills(("E9", "Billing", "3", "", ""), ("E9", "Billing", "3", "", ""));
        _full.Certifications(("E9", "PCI", "", "", ""));

        var reading = _full.Complete();

        Assert.Equal(new RowCounts(4, 1, 3, 0, 0), reading.Rows);
        Assert.Equal([new EmployeeId("E9")], reading.RejectedPeople);
        Assert.Equal([new EmployeeId("E1")], reading.People.Keys);
        Assert.All(reading.Errors(), error => Assert.EndsWith(RosterRule.PersonNotInPersonSheet, error, StringComparison.Ordinal));
    }

    [Fact]
    public void A_person_whose_own_row_is_rejected_is_in_the_person_sheet_all_the_same()
    {
        _full.People(("E1", "", "gone", "", ""));
        _full.Skills(("E1", "Billing", "3", "", ""));

        var reading = _full.Complete();

        Assert.Equal(["Billing=3"], reading.Person().Skills.Items());
        Assert.True(reading.Person().HasRejectedRow);
    }

    [Fact]
    public void In_partial_mode_and_without_a_person_sheet_everybody_in_a_sheet_exists()
    {
        _partial.People(("E1", "", "", "", ""));
        _partial.Skills(("E9", "Billing", "3", "", ""));
        _full.Skills(("E9", "Billing", "3", "", ""));
        _full.Certifications(("E8", "PCI", "", "", ""));

        Assert.Equal(2, _partial.Complete().People.Count);
        var full = _full.Complete();
        Assert.Equal(2, full.People.Count);
        Assert.Equal(Statement.Stated, full.Person("E8").Skills.Statement);
    }
}
