"""
Read HWP 5.0, the binary format of the Hangul word processor, into the values that it shares with HWPX.

Source: 한글 문서 파일 형식 5.0 (revision 1.3). 본 제품은 한글과컴퓨터의 한글 문서 파일(.hwp) 공개 문서를 참고하여 개발하였습니다.
What that document leaves open (numbering records, tracked changes, form objects) follows from files that Hangul wrote.
"""
