using ActorSync.Core.Roster;

namespace ActorSync.Core.Tests.Roster;

public class SheetLayoutTests
{
    private static readonly Dictionary<string, string> NoMapping = [];

    [Theory]
    [InlineData("employee_id")]
    [InlineData(" Employee ID ")]
    [InlineData("EMPLOYEE-ID")]
    [InlineData("employeeId")]
    [InlineData("Employee\u00A0 Id")]
    public void A_header_matches_whatever_its_case_spacing_and_joints(string header) =>
        Assert.True(SheetLayout.Match([header, "status"], NoMapping).HasKey);

    [Fact]
    public void The_mapping_is_folded_on_both_sides()
    {
        var layout = SheetLayout.Match(["Worker  ID", "Ext. Color", "E-MAIL"], new Dictionary<string, string> { ["Employee ID"] = "worker_id", ["SKILLS"] = "ext.color" });

        Assert.Equal(0, layout.IndexOf(SheetColumn.EmployeeId));
        Assert.Equal(1, layout.IndexOf(SheetColumn.Skills));
        Assert.Equal(2, layout.IndexOf(SheetColumn.Email));
    }

    [Fact]
    public void Composed_and_decomposed_letters_match() =>
        Assert.True(SheetLayout.Match(["Schlu\u0308ssel"], new Dictionary<string, string> { ["employee_id"] = "Schl\u00FCssel" }).HasKey);

    [Fact]
    public void A_mapped_header_that_the_file_lacks_falls_back_to_the_name_of_the_contract() =>
        Assert.True(SheetLayout.Match(["employee_id", "skill"], new Dictionary<string, string> { ["employee_id"] = "Worker ID" }).HasKey);

    [Fact]
    public void A_mapped_header_wins_over_the_name_of_the_contract()
    {
        var layout = SheetLayout.Match(["employee_id", "Worker ID", "status"], new Dictionary<string, string> { ["employee_id"] = "Worker ID" });

        Assert.Equal(1, layout.IndexOf(SheetColumn.EmployeeId));
        Assert.Equal(["employee_id"], layout.Ignored);
    }

    [Theory]
    [InlineData("employee_id,email,status,skills,certifications", SheetKind.Person)]
    [InlineData("employee_id", SheetKind.Person)]
    [InlineData("employee_id,skill,level,effective_date,end_date", SheetKind.Skill)]
    [InlineData("employee_id,certification,issued_on,expires_on,renewal", SheetKind.Certification)]
    [InlineData("employee_id,skill,certification", null)]
    [InlineData("employee_id,skill,skills", null)]
    public void The_columns_tell_the_sheet(string headers, SheetKind? kind) => Assert.Equal(kind, SheetLayout.Match(headers.Split(','), NoMapping).Kind);

    [Fact]
    public void Known_columns_that_stand_twice_are_named_and_unknown_ones_may()
    {
        var layout = SheetLayout.Match(["employee_id", "Skill", "Level", "skill", "Level", "Note", "Note"], NoMapping);

        Assert.Equal([SheetColumn.Skill, SheetColumn.Level], layout.Duplicates);
    }

    [Fact]
    public void Columns_that_nobody_knows_are_listed()
    {
        var layout = SheetLayout.Match(["employee_id", "Department", "status", " Level ", ""], NoMapping);

        Assert.Equal(["Department", "Level"], layout.Ignored);
    }
}
