use super::*;
use crate::places::domain::posted_rules::{PostedRules, ScheduleKind};

const METERS: &str = "\
OBJECTID,POST_ID,ON_OFFSTREET_TYPE,ACTIVE_METER_FLAG,CAP_COLOR,BLOCKFACE_ID,STREET_NAME,LONGITUDE,\
LATITUDE
1,201-00040,ON,M,Yellow,100,01ST ST,-122.3972,37.7905
2,201-00060,ON,U,Grey,100,01ST ST,-122.3973,37.7906
3,201-00080,OFF,M,Grey,100,01ST ST,-122.3974,37.7907
4,201-00100,ON,M,Grey,,01ST ST,-122.3974,37.7907
5,201-00120,ON,M,Grey,100,,-122.3974,37.7907
6,201-00140,ON,M,Grey,100,01ST ST,37.7907,-122.3974
7,201-00160,ON,M,Grey,100,01ST ST,0,0
8,201-00040,ON,M,Grey,100,01ST ST,-122.3974,37.7907
9,,ON,M,Grey,100,01ST ST,-122.3974,37.7907
";

const POLICIES: &str = "\
postid,dayofweek,starttime,endtime,scheduletype,hourlyrate,timelimitminutes,startdate,enddate
201-00040,Mo,7:00,9:00,TOW,,,2026-01-12T00:00:00.000,2200-12-31T00:00:00.000
201-00040,Mo,9:00,18:00,OP,2.50,60,2026-01-12T00:00:00.000,2200-12-31T00:00:00.000
201-99999,Mo,9:00,18:00,OP,2.50,60,2026-01-12T00:00:00.000,2200-12-31T00:00:00.000
201-00060,Mo,9:00,18:00,SPECIAL,2.50,60,2026-01-12T00:00:00.000,2200-12-31T00:00:00.000
";

fn read_both(meters: &str, schedules: &str) -> (Report, Vec<Station>) {
    let mapping = Mapping::san_francisco().unwrap();
    read(&mapping, meters.as_bytes(), Some(schedules.as_bytes())).unwrap()
}

/// Returns the schedules of a meter.
fn schedules(station: &Station) -> &[Schedule] {
    match &station.posted {
        PostedRules::Schedules { schedules, .. } => schedules,
        other => panic!("{other:?}"),
    }
}

#[test]
fn schedules_are_joined_by_the_meter() {
    let (_, stations) = read_both(METERS, POLICIES);
    let ids: Vec<_> = stations.iter().map(|station| station.object_id.as_str()).collect();
    assert_eq!(ids, ["201-00040", "201-00060"]);
    let (yellow, grey) = (&stations[0], &stations[1]);
    assert_eq!((yellow.in_service, grey.in_service), (true, false));
    assert_eq!((yellow.face.key.as_str(), yellow.meter_number.as_str()), ("100", "201-00040"));
    assert!(yellow.posted.is_for_trucks() && !grey.posted.is_for_trucks());
    let [tow, paid] = schedules(yellow) else { panic!("{:?}", yellow.posted) };
    assert_eq!((&tow.kind, &paid.kind), (&Ok(ScheduleKind::Closed), &Ok(ScheduleKind::Charged)));
    assert_eq!(
        (paid.rate.as_deref(), paid.limit.as_str(), &paid.vehicles),
        (Some("2.50"), "60", &Ok(None))
    );
    assert_eq!(schedules(grey)[0].kind, Err("SPECIAL".to_owned()));
}

#[test]
fn wrong_rows_name_the_column_of_the_file() {
    let (report, _) = read_both(METERS, POLICIES);
    let problems: Vec<_> = report
        .problems
        .iter()
        .map(|problem| (problem.line, &*problem.column, problem.message))
        .collect();
    assert_eq!(
        problems,
        [
            (4, "ON_OFFSTREET_TYPE", "the meter is not on a street"),
            (5, "BLOCKFACE_ID", "the block face is missing"),
            (6, "STREET_NAME", "the street is missing"),
            (7, "LATITUDE", "latitude and longitude have changed places"),
            (8, "LATITUDE", "the position is outside of the city"),
            (9, "POST_ID", "the object id came before"),
            (10, "POST_ID", "the object id is missing"),
        ]
    );
    assert_eq!(report.rows, 9);
}

#[test]
fn flags_of_active_meters_are_in_service() {
    for (flag, expected) in [("M", true), ("T", true), ("P", false), ("U", false), ("", false)] {
        let meters = METERS.replace("201-00040,ON,M,", &format!("201-00040,ON,{flag},"));
        let (_, stations) = read_both(&meters, POLICIES);
        assert_eq!(stations[0].in_service, expected, "{flag}");
    }
}

/// Returns the reasons why the schedules of meters are not complete.
fn unreadable(stations: &[Station]) -> Vec<Option<&str>> {
    let posted = stations.iter().map(|station| &station.posted);
    posted
        .map(|posted| match posted {
            PostedRules::Schedules { unreadable, .. } => unreadable.as_deref(),
            other => panic!("{other:?}"),
        })
        .collect()
}

#[test]
fn unreadable_schedule_makes_its_meter_unknown() {
    let short = POLICIES.replace("201-00040,Mo,7:00,9:00,TOW,,,", "201-00040,Mo,7:00,9:00,TOW,,");
    let (report, stations) = read_both(METERS, &short);
    let message = "the row has another number of cells than the header";
    assert_eq!(
        unreadable(&stations),
        [Some(format!("line 2 of the schedules: {message}").as_str()), None]
    );
    assert_eq!((report.problems[0].line, report.problems[0].message), (2, message));
    let mapping = Mapping::san_francisco().unwrap();
    let mut latin = POLICIES.as_bytes().to_vec();
    let place = POLICIES.find("Mo,7:00").unwrap();
    latin[place] = 0xe9;
    let (_, stations) = super::read(&mapping, METERS.as_bytes(), Some(&latin)).unwrap();
    assert!(unreadable(&stations)[0].is_some_and(|reason| reason.contains("not UTF-8")));
}

#[test]
fn schedule_without_a_readable_meter_is_refused() {
    let mapping = Mapping::san_francisco().unwrap();
    let mut latin = POLICIES.as_bytes().to_vec();
    let place = POLICIES.find("201-99999").unwrap();
    latin[place] = 0xe9;
    let blank = POLICIES.replace("201-99999", "");
    let moved = POLICIES
        .replace("postid,dayofweek,", "dayofweek,postid,")
        .replace("201-99999,Mo,9:00,", "Mo,201-99999,extra,9:00,");
    for schedules in [latin, blank.into_bytes(), moved.into_bytes()] {
        let error = super::read(&mapping, METERS.as_bytes(), Some(&schedules)).unwrap_err();
        assert!(matches!(error, ImportError::ScheduleWithoutMeter(4)), "{error}");
    }
}

#[test]
fn missing_columns_and_files_are_named() {
    let mapping = Mapping::san_francisco().unwrap();
    let refused = |meters: &str, schedules: Option<&str>| {
        read(&mapping, meters.as_bytes(), schedules.map(str::as_bytes)).unwrap_err().to_string()
    };
    let without_cap = METERS.replace("CAP_COLOR", "COLOUR");
    let text = refused(&without_cap, Some(POLICIES));
    assert!(text.starts_with("the file has no column \"CAP_COLOR\"; it has: OBJECTID"), "{text}");
    let text = refused(METERS, Some(&POLICIES.replace("hourlyrate", "rate")));
    assert!(text.starts_with("the file has no column \"HourlyRate\""), "{text}");
    assert_eq!(refused(METERS, None), "the mapping needs a file of schedules");
    let operating = Mapping::san_francisco_operating().unwrap();
    let error = read(&operating, METERS.as_bytes(), None).unwrap_err();
    assert!(matches!(error, ImportError::NoRates), "{error}");
    let new_york = Mapping::new_york().unwrap();
    let text = read(&new_york, METERS.as_bytes(), None).unwrap_err().to_string();
    assert!(text.starts_with("the file has no column \"on_street\""), "{text}");
}

/// A mapping of one file with meters and schedules.
fn one_file() -> Mapping {
    let mapping = Mapping::parse(
        r#"{
            "source": "test",
            "meters": {
                "id": "id", "street": "street", "side": "side", "lat": "lat", "lng": "lng"
            },
            "schedules": { "days": "days", "from": "from", "to": "to" },
            "assumed_rate": { "column": "area", "values": { "Centre": 400 }, "other": 200 }
        }"#,
    );
    mapping.unwrap()
}

#[test]
fn rows_of_one_file_add_schedules() {
    let file = "id,street,side,lat,lng,days,from,to,area\n\
        1,High Street,n,51.5,-0.1,Mo-Fr,8:00,18:00,centre\n\
        2,High Street,n,51.6,-0.1,Mo-Fr,8:00,18:00,north\n\
        1,High Street,n,51.5,-0.1,Sa,9:00,13:00,centre\n";
    let (report, stations) = read(&one_file(), file.as_bytes(), None).unwrap();
    assert_eq!((report.problems.len(), stations.len()), (0, 2));
    let days: Vec<_> = schedules(&stations[0]).iter().map(|one| one.days.as_str()).collect();
    assert_eq!((days, stations[0].rate_minor_per_hour), (vec!["Mo-Fr", "Sa"], 400));
    assert_eq!((stations[1].rate_minor_per_hour, stations[1].face.side), (200, "N"));
    assert_eq!(stations[1].face.key, "|High Street|||N");
}

#[test]
fn wrong_row_of_one_file_makes_its_meter_unknown() {
    let rows = |wrong: &str| {
        format!(
            "id,street,side,lat,lng,days,from,to,area\n\
            1,High Street,n,51.5,-0.1,Mo-Fr,8:00,18:00,centre\n{wrong}\n\
            2,High Street,n,51.6,-0.1,Mo-Fr,8:00,18:00,north\n"
        )
    };
    for (wrong, reason) in [
        ("1,,n,51.5,-0.1,Sa,9:00,13:00,centre", "line 3: the street is missing"),
        (
            "1,High Street,n,51.5,-0.1,Sa,9:00",
            "line 3: the row has another number of cells than the header",
        ),
    ] {
        let (report, stations) = read(&one_file(), rows(wrong).as_bytes(), None).unwrap();
        assert_eq!((report.problems.len(), unreadable(&stations)), (1, vec![Some(reason), None]));
    }
    let nameless = rows(",High Street,n,51.5,-0.1,Sa,9:00,13:00,centre");
    let error = read(&one_file(), nameless.as_bytes(), None).unwrap_err();
    assert!(matches!(error, ImportError::ScheduleWithoutMeter(3)), "{error}");
}
